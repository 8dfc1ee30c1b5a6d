#include "mcp/stdio.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "mcp/json_rpc.h"

namespace vitrine::mcp {
namespace {

// One message; a file that is written comes as one.
constexpr std::size_t kLineBytesMax = 128u << 20;
constexpr std::size_t kBatchMax = 100;
// Requests that are answered at once; the next line waits.
constexpr std::size_t kThreadsMax = 16;

class Writer {
 public:
  explicit Writer(int descriptor) : descriptor_(descriptor) {}
  void Send(std::string line) {
    line += '\n';
    const std::lock_guard lock(mutex_);
    for (std::string_view rest = line; !rest.empty() && works_;) {
      const ssize_t written = write(descriptor_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) works_ = false;
      if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  bool works() {
    const std::lock_guard lock(mutex_);
    return works_;
  }

 private:
  const int descriptor_;
  std::mutex mutex_;
  bool works_ = true;
};

// Runs each task on a thread of its own, so many at once.
class Threads {
 public:
  ~Threads() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return running_ == 0; });
    Reap();
  }
  void Run(std::function<void()> task) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return running_ < kThreadsMax; });
    Reap();
    ++running_;
    threads_.emplace_back([this, task = std::move(task)] {
      task();
      const std::lock_guard done(mutex_);
      --running_;
      finished_.push_back(std::this_thread::get_id());
      changed_.notify_all();
    });
  }

 private:
  void Reap() {
    for (const auto id : finished_) {
      threads_.remove_if([id](std::thread& thread) {
        if (thread.get_id() != id) return false;
        thread.join();
        return true;
      });
    }
    finished_.clear();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t running_ = 0;
  std::list<std::thread> threads_;
  std::vector<std::thread::id> finished_;
};

void Take(Peer& peer, const Json& json, Writer& writer, Threads& threads) {
  std::expected<Message, RpcError> message = ReadMessage(json);
  if (!message) {
    const bool has_id =
        json.is_object() && json.contains("id") && (json["id"].is_string() || json["id"].is_number());
    return writer.Send(ErrorMessage(has_id ? json["id"] : Json(), message.error()));
  }
  const auto send = [&writer](std::string text) { writer.Send(std::move(text)); };
  // What is quick keeps its order; code may take long, and its cancel must come through.
  if (message->method != "tools/call" && message->method != "resources/read" &&
      message->method != "resources/list") {
    return peer.Handle(*message, send);
  }
  threads.Run([&peer, message = std::move(*message), send] { peer.Handle(message, send); });
}

void TakeLine(Peer& peer, std::string_view line, Writer& writer, Threads& threads) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return;
  const Result<Json> json = base::ParseJson(line, kDepthMax);
  if (!json) return writer.Send(ErrorMessage(Json(), {kParseError, json.error().what}));
  if (!json->is_array()) return Take(peer, *json, writer, threads);
  if (json->empty() || json->size() > kBatchMax) {
    return writer.Send(ErrorMessage(Json(), {kInvalidRequest, "a batch has 1 to 100 messages"}));
  }
  for (const Json& one : *json) Take(peer, one, writer, threads);
}

}  // namespace

bool ServeStdio(Peer& peer, int input, int output, int stop_descriptor) {
  Writer writer(output);
  {
    Threads threads;
    std::string held;
    std::size_t searched = 0;
    while (writer.works()) {
      std::array<pollfd, 2> watched = {pollfd{.fd = input, .events = POLLIN, .revents = 0},
                                       pollfd{.fd = stop_descriptor, .events = POLLIN, .revents = 0}};
      if (poll(watched.data(), watched.size(), -1) < 0) continue;  // EINTR
      if (watched[1].revents != 0) break;
      std::array<char, 65536> chunk;
      const ssize_t count = read(input, chunk.data(), chunk.size());
      if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (count <= 0) break;
      held.append(chunk.data(), static_cast<std::size_t>(count));
      for (std::size_t end = held.find('\n', searched); end != std::string::npos; end = held.find('\n')) {
        TakeLine(peer, std::string_view(held).substr(0, end), writer, threads);
        held.erase(0, end + 1);
      }
      searched = held.size();
      if (held.size() > kLineBytesMax) {
        writer.Send(ErrorMessage(Json(), {kInvalidRequest, "a message is longer than 128 MiB"}));
        break;
      }
    }
    peer.CancelAll();
  }
  return writer.works();
}

}  // namespace vitrine::mcp
