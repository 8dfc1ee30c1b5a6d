// Promise P20: error texts and outputs hold no path, address, environment of the host, nor another tenant's
// data.
//
// tests/escape looks for the same in every outcome of every attack.
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "tests/escape/host.h"
#include "tests/promises/promise.h"
#include "tests/promises/raw_guest.h"

namespace vitrine::promises {
namespace {

// Everything that tells about where code runs.
constexpr const char* kQuestions[] = {
    "import os, sys\nprint(dict(os.environ), sys.argv, sys.path, sys.executable, sys.prefix, os.getcwd(), "
    "os.uname())",
    "import platform\nprint(platform.platform(), platform.node(), platform.processor(), "
    "platform.python_compiler())",
    "import sysconfig\nprint(sysconfig.get_config_vars(), sysconfig.get_paths())",
    "import os\nfor top, folders, files in os.walk('/'):\n    if not top.startswith('/lib/'): print(top, "
    "folders, files[:100])",
    "import os\nprint([getattr(os, n)() for n in ('getpid', 'getppid', 'getuid', 'getlogin', 'cpu_count') if "
    "hasattr(os, n)])",
    "print(object(), print, lambda: 0, id(object()), hash(object()), hex(id(None)))",
    "import sys\nfor frame in sys._current_frames().values(): print(frame, frame.f_code.co_filename)",
    "import socket\nprint(socket.gethostname())",
    "import getpass\nprint(getpass.getuser())",
    "import os\nprint(os.path.expanduser('~'), os.path.expanduser('~root'))",
    "import tempfile\nprint(tempfile.gettempdir())",
    "import traceback\ntry: open('/nothing')\nexcept OSError: traceback.print_exc()",
    "open('/etc/passwd')",
    "import nothing_of_that_name",
    "import vitrine\nprint(vitrine.call('nothing'))",
    "print(read_only_sql_query('shop', 'SELECT * FROM nothing'))",
    "print(read_only_sql_query('shop', 'PRAGMA database_list'))",
    "print(read_only_sql_query('/etc/passwd', 'SELECT 1'))",
    "print(read_only_sql_query('shop', 'SELECT sqlite_source_id()'))",
    "import gc\nprint([x for x in gc.get_objects() if isinstance(x, (str, bytes))][:10000])",
    "import sys\nprint([m.__file__ for m in sys.modules.values() if getattr(m, '__file__', None)])",
    "import os\nos.abort()",
    "import faulthandler\nfaulthandler.dump_traceback()",
    "import os\nfor fd in range(100):\n    try: print(fd, os.fstat(fd), os.ttyname(fd))\n    except "
    "(OSError, AttributeError): pass",
    "raise SystemError(open.__self__)",
};

class P20_NothingIsToldOfTheHost : public GuestTest {};

TEST_P(P20_NothingIsToldOfTheHost, WhateverIsAsked) {
  const escape::Host host(VITRINE_ESCAPE_FOLDER, testing::TempDir());
  Limits limits = LimitsOf(std::chrono::milliseconds(20'000));
  limits.output_bytes_max = 8u << 20;
  for (const char* question : kQuestions) {
    const Outcome outcome = RunCode(GetParam(), question, limits, &host.grants());
    EXPECT_EQ(escape::WhatLeaks(escape::AllText(outcome)), "") << question;
  }
}

// The guest's memory begins as the image, which is made while building: no path of that machine is in it
// either.
TEST_P(P20_NothingIsToldOfTheHost, NorOfTheMachineThatBuiltIt) {
  const RawGuest guest(ImageOf(GetParam()), 1);
  const std::string memory = guest.Memory();
  std::istringstream folders(VITRINE_BUILD_FOLDERS);
  std::string folder;
  while (std::getline(folders, folder, ':')) {
    EXPECT_EQ(memory.find(folder), std::string::npos) << "the image holds a path of the build";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && std::string_view(home).size() > 1) {
    EXPECT_EQ(memory.find(std::string(home) + "/"), std::string::npos)
        << "the image holds the builder's home";
  }
}

TEST_P(P20_NothingIsToldOfTheHost, NorOfTheOtherTenant) {
  const auto one = Start(ImageOf(GetParam()));
  RunIn(*one, "secret = 'tenant-' + 'one-a71c'\nopen('/tmp/tenant-one', 'w').write(secret)\nprint(secret)");
  const Outcome other = RunCode(GetParam(), R"(
import gc, os
objects = gc.get_objects() if hasattr(gc, "get_objects") else []  # MicroPython shows none
found = [x for x in objects if isinstance(x, dict) and "secret" in x and x is not globals()]
print("tenant-one" in os.listdir("/tmp"), [d["secret"] for d in found if isinstance(d["secret"], str)])
)",
                                LimitsOf(std::chrono::milliseconds(20'000)));
  EXPECT_EQ(other.stdout_text, "False []\n") << ToJson(other);
}

VITRINE_FOR_ALL_GUESTS(P20_NothingIsToldOfTheHost);

}  // namespace
}  // namespace vitrine::promises
