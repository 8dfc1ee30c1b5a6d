// SQL functions whose built-in versions take time quadratic in long texts within one instruction, where no
// clock is looked at: instr, replace, trim, ltrim and rtrim, anew with the same results in linear time.
// Promise P10.
#pragma once

struct sqlite3;

namespace vitrine::capabilities {

// False when SQLite has no memory left.
bool AddBoundedSqlFunctions(sqlite3* db);

}  // namespace vitrine::capabilities
