#include "guest_link/image_file.h"

#include <gtest/gtest.h>

#include <array>

namespace vitrine::guest_link {
namespace {

constexpr vitrine_guest_module kModule = {.version = VITRINE_GUEST_MODULE_VERSION, .wasm_sha256 = {1, 2, 3}};

std::span<const std::byte> AsBytes(const std::string& text) { return std::as_bytes(std::span(text)); }

class ImageFile : public testing::Test {
 protected:
  ImageFile() {
    page_.fill(std::byte{7});
    guest_.state.memory_bytes = 2 * runtime::kWasmPageBytes;
    guest_.state.pieces = {{os::kPageBytes, page_}};
    guest_.state.globals = {42};
    guest_.interrupts = {.reason_address = 8, .stores = {{16, 1, true}}};
    guest_.hash_seed = 5;
    guest_.pack_address = 4096;
    guest_.pack_bytes = 100;
    file_ = WriteImageFile(kModule, guest_);
  }

  std::array<std::byte, os::kPageBytes> page_;
  FrozenGuest guest_;
  std::string file_;
};

TEST_F(ImageFile, ComesBackAsItWas) {
  const auto read = ReadImageFile(kModule, AsBytes(file_));
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(read->state.memory_bytes, guest_.state.memory_bytes);
  ASSERT_EQ(read->state.pieces.size(), 1u);
  EXPECT_EQ(read->state.pieces[0].offset, 0u);
  const std::span<const std::byte> memory = read->state.pieces[0].data;
  ASSERT_EQ(memory.size(), guest_.state.memory_bytes);
  EXPECT_EQ((memory.data() - AsBytes(file_).data()) % os::kPageBytes, 0u);
  EXPECT_EQ(memory[0], std::byte{0});
  EXPECT_TRUE(std::ranges::equal(memory.subspan(os::kPageBytes, os::kPageBytes), page_));
  EXPECT_EQ(read->state.globals, guest_.state.globals);
  EXPECT_EQ(read->interrupts.reason_address, 8u);
  ASSERT_EQ(read->interrupts.stores.size(), 1u);
  EXPECT_TRUE(read->interrupts.stores[0].is_or);
  EXPECT_EQ(read->hash_seed, 5u);
  EXPECT_EQ(read->pack_bytes, 100u);
}

TEST_F(ImageFile, EveryPrefixIsRefused) {
  for (std::size_t bytes = 0; bytes < file_.size(); bytes += bytes < 300 ? 1 : 97) {
    EXPECT_FALSE(ReadImageFile(kModule, AsBytes(file_).first(bytes))) << bytes;
  }
}

TEST_F(ImageFile, TrailingBytesAreRefused) {
  file_ += 'x';
  EXPECT_FALSE(ReadImageFile(kModule, AsBytes(file_)));
}

TEST_F(ImageFile, AnotherGuestIsRefused) {
  constexpr vitrine_guest_module kOther = {.version = VITRINE_GUEST_MODULE_VERSION, .wasm_sha256 = {9}};
  const auto read = ReadImageFile(kOther, AsBytes(file_));
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().what.find("other wasm"), std::string::npos);
}

}  // namespace
}  // namespace vitrine::guest_link
