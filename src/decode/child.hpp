#pragma once

namespace aproape::decode {

// How a reading child ends where it does not end well by itself; the zygote turns it into a frame.
inline constexpr int kExitDone = 0;
inline constexpr int kExitLimit = 3;    // memory
inline constexpr int kExitNobody = 4;   // the client sent nothing or went away
inline constexpr int kExitSandbox = 5;  // the kernel refused the sandbox

// Opens what the readers load at first use (charset tables, GMime, the digest), since a child may open no
// file. False where the sandbox cannot be made.
[[nodiscard]] bool prepare_readers();

// The life of a child: locks itself in, receives a descriptor on `connection`, reads the mail, answers. Never
// returns.
[[noreturn]] void read_and_exit(int connection);

}  // namespace aproape::decode
