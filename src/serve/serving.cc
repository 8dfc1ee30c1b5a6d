#include "serve/serving.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

namespace vitrine::serve {
namespace {

// What a server needs besides its connections: workers with three descriptors each, databases, the store.
constexpr std::uint64_t kOtherDescriptors = 1024;

std::unexpected<Error> Bad(std::string what) {
  return std::unexpected(Error{ErrorKind::kInvalidArgument, std::move(what)});
}

Result<std::string> ReadFile(const std::string& path, const char* what) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file) return Bad(fmt::format("the {} '{}' cannot be read", what, path));
  return std::move(text).str();
}

// As many descriptors as this process may have; how many connections that makes.
std::uint32_t RaiseDescriptorLimit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  const std::uint64_t all = std::min<std::uint64_t>(limit.rlim_cur, 1'000'000);
  return static_cast<std::uint32_t>(all > 2 * kOtherDescriptors ? all - kOtherDescriptors : all / 2);
}

}  // namespace

Result<std::unique_ptr<service::Service>> StartService(const Settings& settings,
                                                       const std::string& worker_program,
                                                       SessionStore& store) {
  service::ServiceOptions options;
  options.principals = service::Principals::OnlyLocal(settings.quotas);
  if (settings.tokens_file) {
    const Result<std::string> text = ReadFile(*settings.tokens_file, "tokens file");
    if (!text) return std::unexpected(text.error());
    auto principals = service::Principals::Parse(*text, settings.quotas);
    if (!principals)
      return Bad(fmt::format("the tokens file '{}': {}", *settings.tokens_file, principals.error().what));
    options.principals = std::move(*principals);
  }
  options.databases = settings.databases;
  options.sql_limits = settings.sql_limits;
  options.has_ask = settings.has_ask;
  options.interpreter = settings.interpreter;
  options.limits = settings.limits;
  options.limits_max = settings.limits_max;
  options.history = settings.history;
  options.workers_count_max = settings.workers_count_max;
  options.live_sessions_count_max = settings.live_sessions_count_max;
  options.session_idle_max = settings.session_idle_max;
  options.worker_program = worker_program;
  if (settings.accept_weak_jail) {
    options.several_tenants_in_weak_jail = danger::SeveralTenantsInWeakJail::Accept();
  }
  return service::Service::Start(std::move(options), store);
}

Result<std::unique_ptr<Serving>> Serving::Start(const Settings& settings, service::Service& service,
                                                const service::Log& log) {
  std::unique_ptr<Serving> serving(new Serving(settings, service, log));
  http::ServerOptions options{.address = settings.address, .port = settings.port};
  options.connections_count_max = std::min(options.connections_count_max, RaiseDescriptorLimit());
  if (settings.certificate && settings.private_key) {
    options.tls = http::TlsFiles{*settings.certificate, *settings.private_key};
  }
  auto server = http::Server::Start(options, serving->app_);
  if (!server) return std::unexpected(server.error());
  serving->server_ = std::move(*server);
  const http::Scheme scheme = options.tls ? http::Scheme::kHttps : http::Scheme::kHttp;
  const bool is_local = IsLoopback(settings.address) && settings.public_urls.empty();
  serving->app_.Open(is_local ? http::OriginPolicy::Loopback(scheme, serving->server_->port())
                              : http::OriginPolicy::Public(scheme, settings.public_urls),
                     *serving->server_);
  return serving;
}

std::string Serving::url() const {
  const bool is_v6 = settings_.address.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}", settings_.certificate ? "https" : "http", is_v6 ? "[" : "",
                     settings_.address, is_v6 ? "]" : "", server_->port());
}

void Serving::Stop() {
  if (server_ == nullptr) return;
  app_.BeginStop();
  // First the grace, in which what runs may finish; then everything that still does is cancelled.
  server_->StopTaking(settings_.stop_grace);
  app_.CancelAll();
  service_.Stop();
  server_->Stop(std::chrono::seconds(5));
}

}  // namespace vitrine::serve
