// Runs one read-only statement and writes its rows straight into a reply. Promise P10.
#pragma once

#include <string_view>

#include "base/cbor_writer.h"
#include "capabilities/sqlite_database.h"
#include "vitrine/grants.h"
#include "vitrine/value.h"

namespace vitrine::capabilities {

struct SqlRequest {
  std::string_view sql;     // UTF-8
  const Value& parameters;  // null, a list or a map; must outlive the call
};

// Appends the map {"columns": [text...], "rows": [[value...]...], "truncated": bool}, or {"error": text} for
// whatever is wrong with the statement, its parameters, the database or the limits. No host path is in any
// text.
//
// Bounds: SqlLimits; of time also the context's. The clock is looked at every kOpsBetweenLooks instructions
// that can loop and at each large allocation. What lies between is bounded by construction: a statement has
// at most 25,000 instructions and the bytes one value may have shrink with their number (kWorkBytesMax); an
// in-memory sort is bounded by SqlLimits::memory_bytes_max.
void RunSqlQuery(const SqliteDatabase& database, const SqlRequest& request, const SqlLimits& limits,
                 const CallContext& context, base::CborWriter& reply);

}  // namespace vitrine::capabilities
