// The specification's scripts (.wast), as wabt's wast2json splits them: a list of commands and a file for
// each module.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "aot/error.h"

namespace vitrine::spec {

struct Value {
  char type = 'i';         // 'i', 'l', 'f', 'd'; 'r' for a reference, which nothing here can run
  std::uint64_t bits = 0;  // raw, zero-extended
  enum class Nan : std::uint8_t { kNone, kCanonical, kArithmetic } nan = Nan::kNone;
};

struct Action {
  enum class Kind : std::uint8_t { kInvoke, kGet } kind = Kind::kInvoke;
  std::string module;  // the name a script gave it; empty: the last one
  std::string field;
  std::vector<Value> arguments;
};

struct Command {
  enum class Kind : std::uint8_t {
    kModule,
    kRegister,
    kAction,
    kReturn,
    kTrap,
    kExhaustion,
    kInvalid,
    kMalformed,
    kUnlinkable,
    kUninstantiable,
  };
  Kind kind = Kind::kModule;
  int line = 0;
  std::string file;      // of a module: binary, unless is_text
  bool is_text = false;  // a module that is malformed as text: no matter of the door's
  std::string name;      // of a module, may be empty
  std::string text;      // the trap's
  Action action;
  std::vector<Value> expected;
};

struct Script {
  std::string name;  // "i32"
  std::vector<Command> commands;
};

// Runs wast2json with `folder` for its files; the scripts' module files lie there.
aot::Result<Script> ReadScript(const std::filesystem::path& wast, const std::filesystem::path& folder);

}  // namespace vitrine::spec
