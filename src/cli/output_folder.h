// The folder that gets what the code left in /output.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "vitrine/error.h"

namespace vitrine::cli {

// Writes files below one folder and nowhere else. Their names come from the guest, so each is checked again
// here, the way down is walked folder by folder without following a symbolic link, and a file is replaced as
// a whole: a reader sees the old or the new content. Single-thread.
class OutputFolder {
 public:
  // Makes the folder when it is missing, and proves that a file can be made in it.
  static Result<OutputFolder> Open(const std::string& path);
  ~OutputFolder();
  OutputFolder(OutputFolder&& other) noexcept;
  OutputFolder& operator=(OutputFolder&&) = delete;

  // `relative` as in Artifact::path; missing folders are made. On failure the old file is as it was.
  Result<void> Write(std::string_view relative, std::string_view data);

  const std::string& path() const { return path_; }

 private:
  OutputFolder(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

  std::string path_;
  int descriptor_;
};

}  // namespace vitrine::cli
