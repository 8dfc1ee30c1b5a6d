// A server, from its settings to its end.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "http/server.h"
#include "serve/app.h"
#include "serve/settings.h"
#include "service/service.h"

namespace vitrine::serve {

// The service behind every front end: reads the tokens file and opens the databases. `worker_program` as in
// WorkerPoolOptions. `store` must outlive it.
Result<std::unique_ptr<service::Service>> StartService(const Settings& settings,
                                                       const std::string& worker_program,
                                                       SessionStore& store);

class Serving {
 public:
  // All of these must outlive it.
  static Result<std::unique_ptr<Serving>> Start(const Settings& settings, service::Service& service,
                                                const service::Log& log);
  ~Serving() { Stop(); }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  // "http://127.0.0.1:8470"
  std::string url() const;
  // Takes no more requests; what runs has the settings' grace, then it is cancelled, rolled back and answered
  // with that.
  void Stop();

 private:
  Serving(const Settings& settings, service::Service& service, const service::Log& log)
      : settings_(settings), service_(service), app_(service, log) {}

  const Settings settings_;
  service::Service& service_;
  App app_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace vitrine::serve
