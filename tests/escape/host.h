// The host that the escape files attack: images, a database, some functions.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "vitrine/grants.h"
#include "vitrine/image.h"
#include "vitrine/outcome.h"

namespace vitrine::escape {

// What must be found in no outcome: set in the environment of the host.
inline constexpr char kSecret[] = "secret-of-the-host-3f9c";

// Single-thread. One for all files of a process.
class Host {
 public:
  // `source_folder` holds shop.sql; the database is made in a new folder under `scratch`.
  Host(const std::filesystem::path& source_folder, const std::filesystem::path& scratch);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  // Made when it is first asked for.
  const Image& image(Interpreter interpreter, Engine engine);
  const Grants& grants() const { return grants_; }

  // Empty, or what an attack has changed on the disk.
  std::string WhatChanged() const;

 private:
  std::filesystem::path folder_;
  std::string database_bytes_;
  std::map<std::pair<Interpreter, Engine>, std::unique_ptr<Image>> images_;
  Grants grants_;
};

// All text of an outcome in one: output, value, failure, displays.
std::string AllText(const Outcome& outcome);

// Empty, or what of the host `text` shows: an address, a path, the environment (Promise P20).
std::string WhatLeaks(std::string_view text);

}  // namespace vitrine::escape
