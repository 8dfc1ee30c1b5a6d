// SQL functions whose built-in versions can take seconds or minutes within one instruction, where no clock is
// looked at: instr, replace, trim, ltrim and rtrim compare quadratically, printf and format repeat characters
// without a bound, like and glob take the product of text and pattern. Here anew, with the same results, in
// linear time or bounded, and with a look at the clock for long texts. Promise P10. (The price: LIKE and GLOB
// never use an index.)
#pragma once

struct sqlite3;

namespace vitrine::capabilities {

// False when SQLite has no memory left.
bool AddBoundedSqlFunctions(sqlite3* db);

}  // namespace vitrine::capabilities
