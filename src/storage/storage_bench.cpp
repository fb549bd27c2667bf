// Rate of durable facts, a blob and its row each; also the writer of tests/faults/test_powercut.py.
//   storage_bench write DIR SECONDS   prints "BLOB-ID NUMBER" for each fact once it is durable, the rate on
//   stderr storage_bench check DIR           reads those lines; exit 1 where a fact is missing or differs
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "db/migrate.hpp"
#include "storage/backup.hpp"

using namespace aproape;

namespace {

constexpr int kClients = 8;
constexpr std::size_t kBytes = 8'000;  // a usual mail

std::string fact(std::int64_t number) {
  std::string bytes = std::to_string(number) + " ";
  while (bytes.size() < kBytes) bytes += "fact ";
  return bytes;
}

int write_facts(db::Database& database, storage::Blobs& blobs, int seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  std::atomic<std::int64_t> next{0};
  std::vector<std::thread> clients;
  for (int n = 0; n < kClients; ++n) {
    clients.emplace_back([&] {
      while (std::chrono::steady_clock::now() < end) {
        const std::int64_t number = ++next;
        const auto staged = blobs.put(fact(number));
        const auto blob = database.write([&](db::Tx& tx) { return blobs.record(tx, staged); });
        const std::string line = blob.id.str() + " " + std::to_string(number) + "\n";
        std::fwrite(line.data(), 1, line.size(), stdout);
        std::fflush(stdout);
      }
    });
  }
  for (auto& client : clients) client.join();
  std::fprintf(stderr, "%.0f durable facts of %zu bytes a second, %d clients\n",
               static_cast<double>(next.load()) / seconds, kBytes, kClients);
  return EXIT_SUCCESS;
}

int check_facts(db::Database& database, storage::Blobs& blobs) {
  int wrong = 0;
  std::int64_t id = 0;
  std::int64_t number = 0;
  while (std::cin >> id >> number) {
    try {
      const std::string bytes = database.read([&](db::Tx& tx) { return blobs.get(tx, BlobId{id}); });
      if (bytes != fact(number)) ++wrong;
    } catch (const Error&) {
      ++wrong;
    }
  }
  const auto findings = storage::verify(database, blobs);
  std::printf("%d wrong, %zu damaged of %lld\n", wrong, findings.damaged.size(),
              static_cast<long long>(findings.checked));
  return wrong == 0 && findings.good() ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::filesystem::path dir(argv[2]);
  try {
    const auto database = db::Database::open({.url = "sqlite:" + (dir / "aproape.db").string()});
    db::migrate(*database);
    storage::Blobs blobs(dir, *database);
    if (std::string_view(argv[1]) == "check") return check_facts(*database, blobs);
    return write_facts(*database, blobs, argc > 3 ? std::atoi(argv[3]) : 5);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return EXIT_FAILURE;
  }
}
