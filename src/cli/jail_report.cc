#include "cli/jail_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/units.h"
#include "vitrine/version.h"

namespace vitrine::cli {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kTextColumn = 28;  // where details and meanings begin

// What follows from the level, for somebody who has never heard of it.
const char* Consequence(JailLevel level) {
  switch (level) {
    case JailLevel::kL0:
      return "Code that broke the first pane could do whatever the worker's user may do on this machine. "
             "'vitrine run' and 'vitrine repl' therefore refuse to work here, unless --in-process gives the "
             "second pane up. Several tenants are not served.";
    case JailLevel::kL1:
      return "Code that broke the first pane would meet the filter, and nothing that catches it where the "
             "filter has a gap. Good enough for code of your own; 'vitrine run' warns. Several tenants are "
             "not "
             "served.";
    case JailLevel::kL2:
      return "Code that broke the first pane could use up processor time and answer its own user wrongly, "
             "and "
             "no more. Several tenants may be served.";
    case JailLevel::kL3:
      return "Code that broke the first pane could use up processor time and answer its own user wrongly, "
             "and "
             "no more; each wall has another one behind it. Several tenants may be served.";
  }
  return "";
}

// `text` in lines that begin at `column` and end at kColumns; the first one continues a line that is there
// already.
std::string Wrap(std::string_view text, std::size_t column) {
  std::string out;
  while (!text.empty()) {
    const std::size_t room = kColumns - column;
    std::size_t length = text.size();
    if (length > room) {
      length = text.rfind(' ', room);
      if (length == std::string_view::npos || length == 0) length = std::min(text.find(' '), text.size());
    }
    if (!out.empty()) out += std::string(column, ' ');
    out.append(text.substr(0, length)).push_back('\n');
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return out;
}

std::string Row(std::string_view first, std::string_view second, std::string_view text) {
  return fmt::format("  {:<5}{:<21}", first, second) + Wrap(text, kTextColumn);
}

std::string Continuation(std::string_view text) {
  return std::string(kTextColumn, ' ') + Wrap(text, kTextColumn);
}

}  // namespace

const char* LevelInWords(JailLevel level) {
  switch (level) {
    case JailLevel::kL0:
      return "nothing holds a worker that was taken over";
    case JailLevel::kL1:
      return "system calls are filtered, nothing else is sure";
    case JailLevel::kL2:
      return "everything but namespaces, which is what a container usually allows";
    case JailLevel::kL3:
      return "everything is in force";
  }
  return "";
}

std::string CheckupText(const Checkup& checkup) {
  const Protections& protections = checkup.protections;
  std::string out = fmt::format("Vitrine {} on {} {} ({})\n\n", kVersion, checkup.system, checkup.kernel,
                                checkup.processor);
  out += Wrap(
      "Code runs behind two panes of glass: WebAssembly, and around it a worker process in a jail that the "
      "operating system makes. This is that jail on this machine.",
      0);
  out += "\n" + Wrap(fmt::format("Level {} of L0 to L3: {}.", Name(protections.level),
                                 LevelInWords(protections.level)),
                     0);
  out += Wrap(Consequence(protections.level), 0);
  out += "\nWhat each protection means for a worker that was taken over (\"it\"):\n\n";
  for (const Protection& one : protections.list) {
    out += Row(one.in_force ? "yes" : "NO", one.name, one.detail);
    out += Continuation(one.meaning);
  }
  out += "\nThe engine:\n\n";
  out += Row(checkup.has_page_scan ? "yes" : "NO", "page scan",
             checkup.has_page_scan
                 ? "PAGEMAP_SCAN: a used sandbox is made as new in microseconds."
                 : "PAGEMAP_SCAN is missing (Linux 6.7): making a used sandbox as new takes longer.");
  out += Row(checkup.has_gs_instruction ? "yes" : "NO", "%gs instruction",
             checkup.has_gs_instruction
                 ? "FSGSBASE: going into the glass and out again needs no system call."
                 : "FSGSBASE is missing (Linux 5.9): each host call costs some system calls.");
  out += fmt::format("\nA worker answered print(1+1) {} after it was asked; getting ready had taken {}.\n",
                     base::FormatDuration(checkup.answer), base::FormatDuration(checkup.ready));
  return out;
}

std::string CheckupJson(const Checkup& checkup) {
  const Protections& protections = checkup.protections;
  nlohmann::ordered_json object = {{"version", kVersion},
                                   {"system", checkup.system},
                                   {"kernel", checkup.kernel},
                                   {"processor", checkup.processor},
                                   {"level", Name(protections.level)},
                                   {"level_meaning", LevelInWords(protections.level)},
                                   {"several_tenants", protections.level >= JailLevel::kL2}};
  object["protections"] = nlohmann::ordered_json::array();
  for (const Protection& one : protections.list) {
    object["protections"].push_back(
        {{"name", one.name}, {"in_force", one.in_force}, {"detail", one.detail}, {"meaning", one.meaning}});
  }
  object["engine"] = {{"pagemap_scan", checkup.has_page_scan}, {"fsgsbase", checkup.has_gs_instruction}};
  object["unit"] = "ns";
  object["ready"] = checkup.ready.count();
  object["answer"] = checkup.answer.count();
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace vitrine::cli
