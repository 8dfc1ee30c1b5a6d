// What a worker that was taken over can send to the broker: frames, and outcomes in them.
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/value_cbor.h"
#include "fuzz/fuzz_target.h"
#include "worker/frame.h"
#include "worker/outcome_value.h"

namespace {

using namespace vitrine;

void CheckOutcome(std::string_view data) {
  static const Limits limits = {.display_bytes_max = 1000, .value_bytes_max = 1000, .file_bytes_max = 1000};
  auto value = base::DecodeValue(data, {.cbor = {.depth_max = base::CborReader::kDepthMax}});
  if (!value) return;
  const auto outcome = worker::OutcomeFromValue(std::move(*value), limits);
  if (!outcome) return;
  std::uint64_t bytes = 0;
  for (const Artifact& artifact : outcome->artifacts) {
    bytes += artifact.data.size();
    VITRINE_CHECK(!("/" + artifact.path + "/").contains("/../") && !artifact.path.starts_with('/'),
                  "no path leaves its folder");
  }
  VITRINE_CHECK(bytes <= limits.file_bytes_max, "artifacts are within their limit");
  VITRINE_CHECK(outcome->failure.has_value() == (outcome->status != Status::kOk), "a failure has its text");
  VITRINE_CHECK(!ToJson(*outcome).empty(), "an outcome has a JSON form");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CheckOutcome(bytes);
  const auto frame = worker::ParseFrame(bytes);
  if (!frame) return 0;
  CheckOutcome(frame->inline_body);
  VITRINE_CHECK(frame->text.size() <= worker::kTextBytesMax, "a text is within its limit");
  VITRINE_CHECK(frame->inline_body.size() <= worker::kInlineBytesMax, "a body is within its limit");
  // What was read can be written, and is the same again.
  std::string out;
  const std::string long_body(worker::kInlineBytesMax + 1, 'x');
  worker::WriteFrame({.type = frame->type,
                      .text = frame->text,
                      .numbers = std::span(frame->numbers).first(frame->numbers_count),
                      .body = frame->body_bytes_to_come ? std::string_view(long_body) : frame->inline_body},
                     out);
  const auto again = worker::ParseFrame(out);
  VITRINE_CHECK(again && again->type == frame->type && again->text == frame->text &&
                    again->numbers == frame->numbers && again->inline_body == frame->inline_body,
                "a frame comes back as it was");
  return 0;
}
