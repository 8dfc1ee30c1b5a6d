#include "service/describe.h"

#include <fmt/format.h>

#include "base/terminal.h"
#include "base/units.h"

namespace vitrine::service {
namespace {

constexpr std::size_t kTablesBytesMax = 12'000;

// Names come from a database: any text.
std::string Name(std::string_view name) { return base::EscapeForTerminal(name, base::NewLines::kEscape); }

std::string Line(const TableInfo& table) {
  std::string line = fmt::format("  {}{}(", table.is_view ? "view " : "", Name(table.name));
  for (const ColumnInfo& column : table.columns) {
    if (line.back() != '(') line += ", ";
    line += Name(column.name);
    if (!column.type.empty()) line += " " + Name(column.type);
  }
  return line + ")\n";
}

std::string Databases(const std::vector<DatabaseInfo>& databases) {
  std::string text = "Databases and their tables:\n";
  for (const DatabaseInfo& database : databases) {
    text += fmt::format("'{}':\n", Name(database.name));
    std::size_t left_out = 0;
    for (const TableInfo& table : database.tables) {
      const std::string line = Line(table);
      if (text.size() + line.size() > kTablesBytesMax) {
        ++left_out;
      } else {
        text += line;
      }
    }
    if (left_out > 0 || database.has_more_tables) {
      text += "  and more: SELECT name FROM sqlite_schema lists all of them\n";
    }
  }
  return text + "\n";
}

std::string PythonOf(const Service& service) {
  return fmt::format("{} {}",
                     service.options().interpreter == Interpreter::kCpython ? "Python" : "MicroPython",
                     service.python_version());
}

const char* WhatItIs(Interpreter interpreter) {
  if (interpreter == Interpreter::kCpython) {
    return "CPython with the whole standard library (json, re, csv, datetime, statistics, decimal, sqlite3 "
           "in "
           "memory, zoneinfo, ...)";
  }
  return "a small Python 3 with the modules that short programs need (json, re, csv, datetime, statistics, "
         "collections, itertools, dataclasses, ...)";
}

}  // namespace

std::string DescribeForModel(const Service& service, const Principal& principal) {
  std::string text = fmt::format(
      "Run {} code and get back what it prints and the value of its last expression. Names, imports, "
      "functions "
      "and files stay for the next call. It is {} inside a sandbox.\n\n"
      "There are no other packages (no numpy, pandas, requests) and none can be installed; no network, no "
      "other "
      "processes, no threads, no file of the machine outside.\n\n"
      "Files: /input holds what was given, /tmp is scratch, files left in /output are handed to the user.\n"
      "display(x) shows the user a table (list of dicts), an image, HTML or SVG; 'import chart' makes bar, "
      "line, "
      "scatter, area charts and histograms: display(chart.bar(rows, x='month', y='total')).\n\n",
      PythonOf(service), WhatItIs(service.options().interpreter));
  const std::string functions = vitrine::DescribeForModel(service.grants(principal));
  if (!functions.empty()) {
    text += "These functions of the outside can be called without an import:\n\n" + functions + "\n";
  }
  if (!service.databases(principal).empty()) text += Databases(service.databases(principal));
  const Limits& limits = service.options().limits;
  text += fmt::format(
      "Limits of one call: {} of time, {} of memory, {} of output. At a limit, and after a crash, you are "
      "told what is "
      "kept and what was undone; the session itself is never lost.",
      base::FormatDuration(limits.wall_time_max), base::FormatSize(limits.memory_bytes_max),
      base::FormatSize(limits.output_bytes_max));
  return text;
}

}  // namespace vitrine::service
