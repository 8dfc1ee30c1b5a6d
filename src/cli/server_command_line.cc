#include "cli/server_command_line.h"

#include <fmt/format.h>

#include <utility>

#include "cli/options.h"

namespace vitrine::cli {
namespace {

// Text options that are none when they were not given.
struct Texts {
  std::string config;
  std::string listen;
  std::string tokens;
  std::string certificate;
  std::string private_key;
  std::string log_level;
  std::vector<std::string> public_urls;
  bool accept_weak_jail = false;
};

Result<ServerFlags> TakeServerFlags(const Texts& texts, const RawOptions& raw, const CLI::App& app) {
  ServerFlags flags;
  auto settings = TakeGuestSettings(raw, app);
  if (!settings) return std::unexpected(settings.error());
  flags.databases = std::move(settings->databases);
  flags.limits = settings->given_limits;
  flags.store = std::move(settings->store);
  if (!raw.max_rows.empty()) flags.sql_limits = settings->sql_limits;
  if (settings->given_limits.fuel_max) {
    return Bad("--fuel: a server's workers use the fast engine, which does not count; use --cpu");
  }
  for (const auto& [option, text, to] : {std::tuple("--config", &texts.config, &flags.config),
                                         std::tuple("--listen", &texts.listen, &flags.listen),
                                         std::tuple("--tokens", &texts.tokens, &flags.tokens),
                                         std::tuple("--certificate", &texts.certificate, &flags.certificate),
                                         std::tuple("--private-key", &texts.private_key, &flags.private_key),
                                         std::tuple("--log-level", &texts.log_level, &flags.log_level)}) {
    const CLI::Option* known = app.get_option_no_throw(option);
    if (known == nullptr || known->count() == 0) continue;
    if (text->empty()) return Bad(fmt::format("{}: the value is empty", option));
    *to = *text;
  }
  flags.public_urls = texts.public_urls;
  flags.interpreter = settings->interpreter;
  flags.ask = raw.ask;
  flags.accept_weak_jail = texts.accept_weak_jail;
  return flags;
}

void AddConfig(CLI::App& app, Texts& texts) {
  app.add_option("--config", texts.config,
                 "Settings from a file (TOML, docs/operations.md); options here\ncome before what it says")
      ->option_text("FILE");
}

}  // namespace

Result<Command> ParseServe(std::span<const std::string> arguments) {
  CLI::App app("Serves Python over HTTP: a page at /, a JSON API at /v1, the Model Context Protocol at /mcp.",
               "vitrine serve");
  Prepare(app, "Usage: vitrine serve [OPTIONS]", R"(
Without a tokens file only this machine can use it: it listens on 127.0.0.1, and web pages of other sites are
refused. With one, each token is somebody with sessions, databases and quotas of their own.

Examples:
  vitrine serve --db shop=shop.db                        then open the address that it prints
  vitrine token ana >> tokens.toml                       somebody's token, and its lines for the file
  vitrine serve --listen 0.0.0.0:8470 --tokens tokens.toml --certificate c.pem --private-key k.pem
  vitrine serve --config vitrine.toml                    everything from a file

Ctrl-C or SIGTERM: no more requests are taken, what runs may finish, then it is rolled back. docs/operations.md
tells the rest.)");
  Texts texts;
  RawOptions raw;
  AddConfig(app, texts);
  app.add_option("--listen", texts.listen,
                 "Where to listen; default 127.0.0.1:8470; port 0: one that is free")
      ->option_text("ADDRESS:PORT");
  app.add_option("--tokens", texts.tokens, "Who may use it: a file of 'vitrine token' lines")
      ->option_text("FILE");
  app.add_option("--certificate", texts.certificate, "TLS: certificate chain (PEM)")->option_text("FILE");
  app.add_option("--private-key", texts.private_key, "TLS: private key (PEM)")->option_text("FILE");
  app.add_option("--public-url", texts.public_urls,
                 "The origin that browsers reach it under, as behind a proxy;\nrepeatable")
      ->option_text("URL")
      ->allow_extra_args(false);
  AddInterpreterOption(app, raw);
  AddDatabaseOption(app, raw);
  app.add_flag(
      "--ask", raw.ask,
      "Let code call ask(question): its run waits until a person answers,\non the page or by the API");
  AddStoreOption(app, raw);
  AddLimitOptions(app, raw);
  app.add_option("--log-level", texts.log_level, "error, warning, info (each request) or debug; default info")
      ->option_text("LEVEL");
  app.add_flag("--accept-weak-jail", texts.accept_weak_jail,
               "Serve several principals although 'vitrine doctor' finds the jail\nbelow level L2");
  const auto parsed = Parse(app, arguments);
  if (!parsed) return std::unexpected(parsed.error());
  if (!*parsed) return Help(app);
  auto flags = TakeServerFlags(texts, raw, app);
  if (!flags) return std::unexpected(flags.error());
  return ServeCommand{std::move(*flags)};
}

Result<Command> ParseMcp(std::span<const std::string> arguments) {
  CLI::App app("Serves Python to one client of the Model Context Protocol, over standard input and output.",
               "vitrine mcp");
  Prepare(app, "Usage: vitrine mcp [OPTIONS]", R"(
For the configuration of an MCP client, which starts it:

  {"mcpServers": {"python": {"command": "vitrine", "args": ["mcp", "--db", "shop=/data/shop.db"]}}}

Without --session the names and files are gone when the client ends.)");
  Texts texts;
  RawOptions raw;
  AddConfig(app, texts);
  AddInterpreterOption(app, raw);
  AddDatabaseOption(app, raw);
  AddSessionOption(app, raw);
  AddStoreOption(app, raw);
  AddLimitOptions(app, raw);
  const auto parsed = Parse(app, arguments);
  if (!parsed) return std::unexpected(parsed.error());
  if (!*parsed) return Help(app);
  auto flags = TakeServerFlags(texts, raw, app);
  if (!flags) return std::unexpected(flags.error());
  McpCommand command{.flags = std::move(*flags), .session = {}};
  if (!raw.session.empty()) command.session = raw.session;
  return command;
}

Result<Command> ParseToken(std::span<const std::string> arguments) {
  std::string name;
  CLI::App app("Makes a token for somebody who may use a server.", "vitrine token");
  Prepare(app, "Usage: vitrine token NAME", R"(
The token goes to standard error, to be given to that person or program; it is not kept anywhere. Its lines for
the server's tokens file, which hold only a hash of it, go to standard output:

  vitrine token ana >> tokens.toml)");
  app.add_option("NAME", name, "Whose it is")->option_text(" ")->required();
  const auto parsed = Parse(app, arguments);
  if (!parsed) return std::unexpected(parsed.error());
  if (!*parsed) return Help(app);
  if (name.empty()) return Bad("the name is empty");
  return TokenCommand{std::move(name)};
}

}  // namespace vitrine::cli
