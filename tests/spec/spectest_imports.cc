// The host module "spectest" of the specification's tests: functions that print, here that do nothing. Called
// by translated modules, on the guest's stack.
#include <cstdint>

extern "C" {

struct Z_spectest_instance_t;

void Z_spectestZ_print(Z_spectest_instance_t*) {}
void Z_spectestZ_print_i32(Z_spectest_instance_t*, std::uint32_t) {}
void Z_spectestZ_print_i64(Z_spectest_instance_t*, std::uint64_t) {}
void Z_spectestZ_print_f32(Z_spectest_instance_t*, float) {}
void Z_spectestZ_print_f64(Z_spectest_instance_t*, double) {}
void Z_spectestZ_print_i32_f32(Z_spectest_instance_t*, std::uint32_t, float) {}
void Z_spectestZ_print_f64_f64(Z_spectest_instance_t*, double, double) {}

}  // extern "C"
