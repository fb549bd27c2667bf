#pragma once

#include <atomic>
#include <string>
#include <vector>

namespace sim {

// Set by SIGTERM and SIGINT: everybody finishes what is in hand and goes home.
extern std::atomic<bool> g_stop;

// The commands of the program; `words` are what stands behind the name. They give the exit code and throw
// std::invalid_argument for a wrong option.
int mail(const std::vector<std::string>& words);
int desk(const std::vector<std::string>& words);
int check(const std::vector<std::string>& words);
int pilot(const std::vector<std::string>& words);
int sms_gateway(const std::vector<std::string>& words);

}  // namespace sim
