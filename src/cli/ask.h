// Questions of the code to a person: the function ask(), whose answer comes at the terminal or, in a session,
// any time later.
#pragma once

#include <string>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/guest.h"
#include "cli/interrupts.h"
#include "vitrine/outcome.h"

namespace vitrine::cli {

// The question; any other call as `function({...})`. The guest's text.
std::string QuestionOf(const ParkedCall& call);

// True when somebody can be asked: standard input and standard error are a terminal.
bool SomebodyIsThere();

// While `outcome` waits, asks the person at the terminal and goes on with the answer. The outcome that comes
// back waits still when the person left with Ctrl-D and the run is a session's. Ctrl-C gives a session's run
// up; in others it is no answer, as Ctrl-D is: the code gets vitrine.CallError.
Result<Outcome> AskAndGoOn(Guest& guest, Outcome outcome, Interrupts& interrupts, Console& console,
                           const OnOutput& on_output);

// An outcome that waits, though its run cannot be kept until the answer comes (its journal is too long, or
// the store failed), becomes one of a run that was given up. Others stay.
Outcome GiveUpWhatIsNotKept(Guest& guest, Outcome outcome);

// The question, and how to go on, on standard error.
void ShowWaiting(const ParkedCall& call, const GuestSettings& settings, Console& console);

// "go on with 'vitrine session resume NAME --reply TEXT', or ...".
std::string HowToGoOn(const GuestSettings& settings);

}  // namespace vitrine::cli
