// How a server is set up: built-in values, then a file's, then the command line's.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/log.h"
#include "service/principals.h"
#include "vitrine/error.h"
#include "vitrine/grants.h"
#include "vitrine/limits.h"
#include "vitrine/session.h"

namespace vitrine::serve {

struct Settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8470;
  std::optional<std::string> certificate;  // PEM files; both or none
  std::optional<std::string> private_key;
  std::vector<std::string> public_urls;  // origins that browsers reach it under
  std::optional<std::string> store;
  std::optional<std::string> tokens_file;
  std::vector<std::pair<std::string, std::string>> databases;
  Interpreter interpreter = Interpreter::kCpython;
  Limits limits;
  Limits limits_max = {.memory_bytes_max = 512u << 20,
                       .wall_time_max = std::chrono::seconds(60),
                       .cpu_time_max = std::chrono::seconds(60)};
  SqlLimits sql_limits;
  HistoryLimits history;
  service::Quotas quotas;
  std::uint32_t workers_count_max = 64;
  std::uint32_t live_sessions_count_max = 32;
  std::chrono::milliseconds session_idle_max{600'000};
  std::chrono::milliseconds stop_grace{10'000};
  bool has_ask = false;  // whether code may ask() a person, who answers on the page or by the API
  bool accept_weak_jail = false;
  service::Log::Level log_level = service::Log::Level::kInfo;
};

// Puts what the file's text (TOML, docs/operations.md) says over `settings`. The error tells the line.
Result<void> ReadSettings(std::string_view toml, Settings& settings);

// "127.0.0.1:8470", "[::1]:8470" or ":8470" into address and port.
Result<void> ReadListen(std::string_view text, Settings& settings);

// What does not go together, as a sentence.
Result<void> CheckSettings(const Settings& settings);

bool IsLoopback(std::string_view address);

}  // namespace vitrine::serve
