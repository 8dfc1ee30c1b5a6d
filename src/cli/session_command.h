// `vitrine session ...`, but for `session run`, and `vitrine replay`.
#pragma once

#include "cli/command_line.h"

namespace vitrine::cli {

// Each returns the exit code.
int NewSession(const SessionNewCommand& command);
int ListSessions(const SessionListCommand& command);
int ForkSession(const SessionForkCommand& command);
int ShowHistory(const SessionHistoryCommand& command);
int UndoTurns(const SessionUndoCommand& command);
int SaveSession(const SessionSaveCommand& command);
int RestoreSession(const SessionRestoreCommand& command);
int RemoveSessions(const SessionRemoveCommand& command);
int ResumeSession(const SessionResumeCommand& command);
int AbandonRun(const SessionAbandonCommand& command);
int ReplayJournal(const ReplayCommand& command);

}  // namespace vitrine::cli
