// Sandboxes in a pool's workers, made of given parts.
#pragma once

#include <memory>
#include <string_view>

#include "sandbox/sandbox_parts.h"
#include "vitrine/sandbox.h"
#include "vitrine/worker_pool.h"

namespace vitrine::worker {

// As WorkerPool::CreateSandbox. Where it fails, `parts` are as they were.
Result<std::unique_ptr<Sandbox>> StartInPool(WorkerPool& pool, const SandboxOptions& options,
                                             sandbox::SandboxParts& parts, std::string_view tenant);

const WorkerPoolOptions& OptionsOf(const WorkerPool& pool);

}  // namespace vitrine::worker
