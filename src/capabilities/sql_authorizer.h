// Says which parts of a statement are allowed: what is not on a list here is denied. Promise P10.
#pragma once

#include <string>

struct sqlite3;

namespace vitrine::capabilities {

// One for each connection. Single-thread.
class SqlAuthorizer {
 public:
  SqlAuthorizer() = default;
  SqlAuthorizer(const SqlAuthorizer&) = delete;
  SqlAuthorizer& operator=(const SqlAuthorizer&) = delete;

  // From now on every statement that is prepared on `db` is judged. This must outlive the connection.
  void Install(sqlite3* db);

  // Forgets the last denial.
  void Reset() { denial_.clear(); }
  // What was denied first since Reset, as a sentence without a full stop; empty when nothing was.
  const std::string& denial() const { return denial_; }

 private:
  static int Judge(void* self, int action, const char* first, const char* second, const char* database,
                   const char* trigger_or_view);
  bool IsAllowed(int action, const char* first, const char* second) const;

  std::string denial_;
};

}  // namespace vitrine::capabilities
