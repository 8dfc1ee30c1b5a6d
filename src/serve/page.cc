#include "serve/page.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/check.h"
#include "base/json_reader.h"
#include "serve/embedded.h"
#include "session/digest.h"

namespace vitrine::serve {
namespace {

struct PageFile {
  std::string_view content;
  std::string content_type;
  std::string policy;  // Content-Security-Policy
  std::string tag;     // of the content
};

std::string TypeOf(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  return "application/octet-stream";
}

// By path.
std::map<std::string, PageFile, std::less<>> ReadFiles() {
  const auto policies = base::ParseJson(Embedded("policies.json"), 5);
  VITRINE_CHECK(policies && policies->is_object() && policies->contains("*"), "the page's policies are JSON");
  std::map<std::string, PageFile, std::less<>> files;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.name.ends_with(".json")) continue;
    const std::string path = file.name == "index.html" ? "/" : "/assets/" + std::string(file.name);
    const base::Json& policy = policies->contains(path) ? (*policies)[path] : (*policies)["*"];
    files[path] = {.content = file.content,
                   .content_type = TypeOf(file.name),
                   .policy = policy.get<std::string>(),
                   .tag = '"' + session::Hex(session::Digest(file.content)).substr(0, 24) + '"'};
  }
  return files;
}

}  // namespace

std::string_view Embedded(std::string_view name) {
  const auto files = EmbeddedFiles();
  const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
  VITRINE_CHECK(found != files.end(), "the file is built in");
  return found->content;
}

std::optional<http::Response> AnswerWithPage(std::string_view path, const http::Request& request) {
  static const std::map<std::string, PageFile, std::less<>> kFiles = ReadFiles();
  const auto found = kFiles.find(path);
  if (found == kFiles.end()) return std::nullopt;
  const PageFile& file = found->second;
  const bool is_known = request.Find("if-none-match") == file.tag;
  return http::Response{.status = is_known ? 304u : 200u,
                        .headers = {{"Content-Type", file.content_type},
                                    {"Content-Security-Policy", file.policy},
                                    {"X-Content-Type-Options", "nosniff"},
                                    {"Referrer-Policy", "no-referrer"},
                                    {"Cross-Origin-Opener-Policy", "same-origin"},
                                    {"Cache-Control", "no-cache"},
                                    {"ETag", file.tag}},
                        .body = is_known ? std::string() : std::string(file.content)};
}

}  // namespace vitrine::serve
