// A native CPython beside us, asked to do the same work: for figures measured in one run.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <string_view>

namespace vitrine::bench {

// Owns the child process. Single-thread.
class NativePython {
 public:
  // `interpreter`: path of a python3. Ends the program with a message when it cannot be started.
  explicit NativePython(const std::string& interpreter);
  ~NativePython();
  NativePython(const NativePython&) = delete;
  NativePython& operator=(const NativePython&) = delete;

  // "3.13.5"
  const std::string& version() const { return version_; }
  // Runs `code` once in the child's namespace; returns its nanoseconds of processor time, compile included.
  double Run(std::string_view code);

 private:
  std::string Ask(std::string_view code);

  pid_t child_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
  std::string version_;
};

}  // namespace vitrine::bench
