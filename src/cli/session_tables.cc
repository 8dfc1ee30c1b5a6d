#include "cli/session_tables.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <string_view>

#include "base/json.h"
#include "base/terminal.h"
#include "base/units.h"
#include "base/utc_time.h"
#include "base/utf8.h"

namespace vitrine::cli {
namespace {

using std::chrono::system_clock;

constexpr std::size_t kCodeBytesShown = 60;

std::string LocalTime(system_clock::time_point time) {
  const std::time_t seconds = system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return fmt::format("{:%Y-%m-%d %H:%M:%S}", parts);
}

// Characters, not columns: a wide one makes its line wider, which harms nobody.
std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string Harmless(std::string_view text) { return base::EscapeForTerminal(text, base::NewLines::kEscape); }

// The first line that says something.
std::string FirstLine(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of("\n\r\t "), text.size());
  text.remove_prefix(begin);
  const std::string_view line = text.substr(0, text.find('\n'));
  std::string shown(line.substr(0, kCodeBytesShown + 1));
  shown.resize(base::Utf8CutLength(shown, kCodeBytesShown));
  const bool is_all = shown.size() == text.size();
  return Harmless(shown) + (is_all ? "" : " ...");
}

std::string WhatOf(const Turn& turn) {
  const std::string what = FirstLine(turn.text);
  return turn.not_replayable.empty() ? what : what + " (cannot be replayed)";
}

}  // namespace

std::string SessionTable(std::span<const SessionInfo> sessions) {
  std::size_t width = 4;
  for (const SessionInfo& session : sessions) width = std::max(width, Width(Harmless(session.name)));
  const auto padded = [&](std::string text) {
    text.append(width - std::min(width, Width(text)), ' ');
    return text;
  };
  std::string out = fmt::format("{}  {:>5}  {:<19}  SIZE\n", padded("NAME"), "TURN", "LAST USED");
  for (const SessionInfo& session : sessions) {
    out += fmt::format("{}  {:>5}  {}  {}{}\n", padded(Harmless(session.name)), session.turn,
                       LocalTime(session.used), base::FormatSize(session.bytes),
                       session.parked ? "  waits for an answer" : "");
  }
  return out;
}

std::string HistoryTable(std::span<const Turn> turns) {
  std::string out =
      fmt::format("{:>5}  {:<19}  {:<11}  {:<9}  {:>9}  WHAT\n", "TURN", "WHEN", "KIND", "STATUS", "SIZE");
  for (const Turn& turn : turns) {
    std::string line =
        fmt::format("{:>5}  {}  {:<11}  {:<9}  {:>9}  {}", turn.number, LocalTime(turn.at), Name(turn.kind),
                    Name(turn.status), base::FormatSize(turn.bytes), WhatOf(turn));
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string SessionsToJson(std::span<const SessionInfo> sessions) {
  std::string out;
  base::JsonWriter json(out);
  json.Open('{');
  json.Key("sessions");
  json.Open('[');
  for (const SessionInfo& session : sessions) {
    json.Open('{');
    json.Key("name");
    json.Text(session.name);
    json.Key("id");
    json.Text(session.id);
    json.Key("created");
    json.Text(base::UtcTime(session.created));
    json.Key("used");
    json.Text(base::UtcTime(session.used));
    json.Key("turn");
    json.Unsigned(session.turn);
    json.Key("bytes");
    json.Unsigned(session.bytes);
    json.Key("parked");
    json.Bool(session.parked);
    json.Close('}');
  }
  json.Close(']');
  json.Close('}');
  return out;
}

std::string HistoryToJson(std::span<const Turn> turns) {
  std::string out;
  base::JsonWriter json(out);
  json.Open('{');
  json.Key("turns");
  json.Open('[');
  for (const Turn& turn : turns) {
    json.Open('{');
    json.Key("number");
    json.Unsigned(turn.number);
    json.Key("at");
    json.Text(base::UtcTime(turn.at));
    json.Key("kind");
    json.Text(Name(turn.kind));
    json.Key("status");
    json.Text(Name(turn.status));
    json.Key("bytes");
    json.Unsigned(turn.bytes);
    json.Key("text");
    json.Text(turn.text);
    json.Key("not_replayable");
    json.Text(turn.not_replayable);
    json.Close('}');
  }
  json.Close(']');
  json.Close('}');
  return out;
}

std::string ReplayToJson(const ReplayReport& report) {
  std::string out;
  base::JsonWriter json(out);
  json.Open('{');
  json.Key("same");
  json.Bool(report.same);
  json.Key("turns_count");
  json.Unsigned(report.turns_count);
  json.Key("turn");
  if (report.same) {
    json.Null();
  } else {
    json.Unsigned(report.turn);
  }
  json.Key("difference");
  json.Text(report.difference);
  json.Key("skipped");
  json.Open('[');
  for (const std::string& skipped : report.skipped) json.Text(skipped);
  json.Close(']');
  json.Close('}');
  return out;
}

}  // namespace vitrine::cli
