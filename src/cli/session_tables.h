// Sessions and their turns as text for a terminal, and as JSON. Pure.
#pragma once

#include <span>
#include <string>

#include "vitrine/session.h"

namespace vitrine::cli {

// One line for each and one above; names and code are made harmless, new lines included (Promise P19).
std::string SessionTable(std::span<const SessionInfo> sessions);
std::string HistoryTable(std::span<const Turn> turns);

// {"sessions": [...]} and {"turns": [...]}; docs/cli.md tells their keys.
std::string SessionsToJson(std::span<const SessionInfo> sessions);
std::string HistoryToJson(std::span<const Turn> turns);
std::string ReplayToJson(const ReplayReport& report);

}  // namespace vitrine::cli
