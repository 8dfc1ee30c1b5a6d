#include "native_python.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace vitrine::bench {
namespace {

// Reads a length in a line, then that many bytes of code; answers with nanoseconds, or text that starts with
// "!".
constexpr const char* kDriver = R"(
import sys, time
source, answer = sys.stdin.buffer, sys.stdout
space = {"__name__": "__main__"}
answer.write(sys.version.split()[0] + "\n"); answer.flush()
while line := source.readline():
    code = source.read(int(line)).decode()
    start = time.process_time_ns()
    try:
        exec(compile(code, "<bench>", "exec"), space)
        answer.write(f"{time.process_time_ns() - start}\n")
    except Exception as error:
        answer.write(f"!{error!r}\n")
    answer.flush()
)";

// The same in what a MicroPython on Unix has.
constexpr const char* kMicropythonDriver = R"(
import sys, time
source = sys.stdin.buffer
space = {"__name__": "__main__"}
print(".".join(str(part) for part in sys.implementation.version[:3]))
while True:
    line = source.readline()
    if not line:
        break
    code = source.read(int(line)).decode()
    start = time.clock()
    try:
        exec(compile(code, "<bench>", "exec"), space)
        print(int((time.clock() - start) * 1e9))
    except Exception as error:
        print("!" + repr(error))
)";

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}

}  // namespace

NativePython::NativePython(const std::string& program, Interpreter interpreter) {
  std::array<int, 2> request{};
  std::array<int, 2> reply{};
  if (pipe(request.data()) != 0 || pipe(reply.data()) != 0) Die("cannot make pipes");
  child_ = fork();
  if (child_ < 0) Die("cannot fork");
  if (child_ == 0) {
    dup2(request[0], 0);
    dup2(reply[1], 1);
    close(request[1]);
    close(reply[0]);
    if (interpreter == Interpreter::kCpython) {
      execl(program.c_str(), program.c_str(), "-I", "-c", kDriver, static_cast<char*>(nullptr));
    } else {
      execl(program.c_str(), program.c_str(), "-X", "heapsize=256m", "-c", kMicropythonDriver,
            static_cast<char*>(nullptr));
    }
    _exit(127);
  }
  close(request[0]);
  close(reply[1]);
  to_ = fdopen(request[1], "w");
  from_ = fdopen(reply[0], "r");
  std::array<char, 256> line{};
  if (to_ == nullptr || from_ == nullptr || std::fgets(line.data(), line.size(), from_) == nullptr)
    Die("cannot run the native Python at " + program);
  version_ = line.data();
  version_.pop_back();
}

NativePython::~NativePython() {
  std::fclose(to_);
  std::fclose(from_);
  waitpid(child_, nullptr, 0);
}

std::string NativePython::Ask(std::string_view code) {
  std::fprintf(to_, "%zu\n", code.size());
  std::fwrite(code.data(), 1, code.size(), to_);
  std::fflush(to_);
  std::array<char, 4096> line{};
  if (std::fgets(line.data(), line.size(), from_) == nullptr) Die("the native Python ended");
  return line.data();
}

std::string NativePython::Try(std::string_view code) {
  std::string answer = Ask(code);
  if (!answer.starts_with('!')) return "";
  answer.pop_back();
  return answer.substr(1);
}

double NativePython::Run(std::string_view code) {
  const std::string answer = Ask(code);
  if (answer.starts_with('!')) Die("the native Python raised " + answer);
  return std::atof(answer.c_str());
}

}  // namespace vitrine::bench
