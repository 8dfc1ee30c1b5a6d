// What `vitrine doctor` says about this machine: text for people, JSON for programs.
#pragma once

#include <chrono>
#include <string>

#include "vitrine/protections.h"

namespace vitrine::cli {

// The level in words, as the end of "level L2: ".
const char* LevelInWords(JailLevel level);

// What was found out about this machine.
struct Checkup {
  std::string system;     // "Linux"
  std::string kernel;     // "6.18.44"
  std::string processor;  // "x86_64"
  Protections protections;
  bool has_page_scan = false;          // written pages are found by PAGEMAP_SCAN
  bool has_gs_instruction = false;     // the %gs base is set without a system call
  std::chrono::nanoseconds ready{0};   // from the start of the zygote until it said what is in force
  std::chrono::nanoseconds answer{0};  // from asking for a sandbox until print(1+1) had been answered
};

// At most 100 columns wide.
std::string CheckupText(const Checkup& checkup);
std::string CheckupJson(const Checkup& checkup);

}  // namespace vitrine::cli
