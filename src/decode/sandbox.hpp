#pragma once

namespace aproape::decode {

// Limit of one reading child (guides/mail.md 2.2, security.md row 45).
inline constexpr int kCpuSeconds = 10;

// Compiles the filter of system calls, once, in the zygote: doing it in each child would cost more than
// reading a small mail. False where the library refuses.
[[nodiscard]] bool prepare_sandbox();

// Takes from the calling process, a fork of the zygote, all that reading a mail does not need: CPU time over
// 10 s, address space over 512 MB (not under sanitizers), files to write, core dumps, and all system calls
// but those of memory, clock and the descriptors that are open. It dies with its parent. False where the
// kernel refuses or prepare_sandbox was not called: the caller ends at once, nothing is read unprotected.
[[nodiscard]] bool enter_sandbox();

}  // namespace aproape::decode
