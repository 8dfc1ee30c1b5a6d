// Plays the specification's scripts against the product's runtime.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "aot/door.h"
#include "runtime/guest_stack.h"
#include "runtime/instance.h"
#include "tests/spec/module_library.h"
#include "tests/spec/wast_script.h"

namespace vitrine::spec {

// What the door said about one module file.
struct Verdict {
  std::string name;  // fit for translation, unique in the suite
  std::unique_ptr<aot::AdmittedModule> admitted;
  std::string refusal;  // when not admitted
};

struct Tally {
  int assertions_run = 0;
  int assertions_passed = 0;
  int modules_run = 0;
  int modules_refused = 0;     // by the door
  int assertions_refused = 0;  // about a module that was refused, or that a refused one would have changed
  int texts_skipped = 0;       // malformed as text: wat2wasm's business
  std::map<std::string, int> refusals;
  std::vector<std::string> failures;  // "i32.wast:12: ..."

  void Add(const Tally& other);
};

// Verdicts are found by the module's file name. All arguments must outlive the player. Single-thread.
class ScriptPlayer {
 public:
  ScriptPlayer(const ModuleLibrary& library, const std::map<std::string, Verdict>& verdicts)
      : library_(library), verdicts_(verdicts) {}

  Tally Play(const Script& script);

 private:
  struct Live {
    const Verdict* verdict = nullptr;
    std::unique_ptr<runtime::Instance> instance;  // null when the door refused the module
    // A refused module would have shared this one's memory, table or globals, and may have changed them.
    bool lacks_writer = false;
  };
  struct Answer {
    runtime::CallEnd end;
    std::vector<std::uint64_t> results;
  };

  void Execute(const Command& command);
  void LoadModule(const Command& command);
  void Register(const Command& command);
  void NoteRefusal(const Verdict& verdict);
  void ExpectRefusal(const Command& command);
  void ExpectTrapAtStart(const Command& command);
  void ExpectAnswer(const Command& command);

  Live* Target(const Command& command);
  std::unique_ptr<runtime::Instance> Instantiate(const Verdict& verdict, runtime::CallEnd& end);
  Answer Invoke(Live& live, const Action& action);
  bool ReadGlobal(const Live& live, const std::string& name, std::uint64_t& bits) const;
  void Judge(const Command& command, bool passed, const std::string& what);

  const ModuleLibrary& library_;
  const std::map<std::string, Verdict>& verdicts_;
  runtime::GuestStackPool stacks_;
  Tally tally_;
  const Script* script_ = nullptr;
  Live* last_ = nullptr;
  std::vector<Live*> registered_;
  std::vector<std::unique_ptr<Live>> live_;
  std::map<std::string, Live*> named_;
};

}  // namespace vitrine::spec
