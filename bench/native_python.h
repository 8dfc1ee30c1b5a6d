// A native Python beside us, asked to do the same work: for figures measured in one run.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "vitrine/image.h"

namespace vitrine::bench {

// Owns the child process. Single-thread.
class NativePython {
 public:
  // `program`: path of a python3, or of a MicroPython. Ends this program with a message when it cannot be
  // started.
  NativePython(const std::string& program, Interpreter interpreter);
  ~NativePython();
  NativePython(const NativePython&) = delete;
  NativePython& operator=(const NativePython&) = delete;

  // "3.13.5"
  const std::string& version() const { return version_; }
  // Runs `code` once in the child's namespace; returns its nanoseconds of processor time, compile included.
  double Run(std::string_view code);
  // The same for code that may fail: what it raised; else empty.
  std::string Try(std::string_view code);

 private:
  std::string Ask(std::string_view code);

  pid_t child_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
  std::string version_;
};

}  // namespace vitrine::bench
