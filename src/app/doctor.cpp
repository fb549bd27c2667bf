#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/foundation.hpp"
#include "db/migrate.hpp"

namespace aproape::app {
namespace {

// The findings, told one a line as they are made.
class Report {
 public:
  void good(const std::string& what) { std::printf("ok    %s\n", what.c_str()); }
  void note(const std::string& what) { std::printf("note  %s\n", what.c_str()); }
  void bad(const std::string& what, const std::string& remedy) {
    std::printf("FAIL  %s\n      %s\n", what.c_str(), remedy.c_str());
    sound_ = false;
  }
  [[nodiscard]] bool sound() const { return sound_; }

 private:
  bool sound_ = true;
};

struct Endpoint {
  std::string host;
  std::string port;
};

Endpoint split(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  const auto colon = address.rfind(':');
  if (colon == std::string_view::npos) return {std::string(address), ""};
  return {std::string(address.substr(0, colon)), std::string(address.substr(colon + 1))};
}

bool accepts_connections(const std::string& address) {
  const Endpoint to = split(address);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(to.host.c_str(), to.port.c_str(), &hints, &found) != 0) return false;
  const int socket = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  timeval patience{3, 0};
  setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const bool connected = connect(socket, found->ai_addr, found->ai_addrlen) == 0;
  close(socket);
  freeaddrinfo(found);
  return connected;
}

void check_folder(const Config& config, Report& report) {
  const std::filesystem::path folder = config.text("data.dir");
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  const auto probe = folder / ".doctor";
  std::ofstream(probe) << "x";
  if (failure || !std::filesystem::exists(probe)) {
    report.bad("data folder " + folder.string() + " cannot be written",
               "Give it to the user that runs aproape, or set data.dir.");
    return;
  }
  std::filesystem::remove(probe);
  struct statvfs space {};
  statvfs(folder.c_str(), &space);
  const auto megabytes = space.f_bavail * space.f_frsize / 1'000'000;
  if (megabytes < 1000) {
    report.bad("data folder has " + std::to_string(megabytes) + " MB left",
               "Mail is refused for later below 64 MB; make room.");
  } else {
    report.good("data folder " + folder.string() + ", " + std::to_string(megabytes) + " MB free");
  }
}

void check_database(const Config& config, Report& report) {
  try {
    const auto database = open_database(config);
    database->read([](db::Tx& tx) { (void)tx.query("select 1"); });
    report.good(std::string("database answers (") +
                (database->backend() == db::Backend::sqlite ? "SQLite" : "PostgreSQL") + ")");
  } catch (const Error& error) {
    report.bad(std::string("database: ") + error.what(),
               "Check db.url, that the server runs, and the rights of its user.");
  }
}

void check_doors(const Config& config, Report& report) {
  for (const char* key : {"http.listen", "files.listen", "smtp.listen", "lmtp.listen"}) {
    const std::string& address = config.text(key);
    if (address.empty()) {
      report.note(std::string(key) + " is off");
    } else if (accepts_connections(address)) {
      report.note(std::string(key) + " " + address + " is in use (by this program, if it runs)");
    } else {
      report.good(std::string(key) + " " + address + " is free");
    }
  }
}

void check_neighbours(const Config& config, Report& report) {
  const std::string& relay = config.text("smtp.relay");
  if (relay.empty()) {
    report.note("no smtp.relay: answers are kept in the outbox");
  } else if (accepts_connections(relay)) {
    report.good("relay " + relay + " accepts connections");
  } else {
    report.bad("relay " + relay + " does not accept connections",
               "Answers wait in the outbox until it does.");
  }
  const std::string& scanner = config.text("mail.clamd");
  if (scanner.empty()) {
    report.note("no mail.clamd: attachments are marked \"not scanned\"");
  } else if (!scanner.starts_with("unix:") && !accepts_connections(scanner)) {
    report.bad("virus scanner " + scanner + " does not accept connections",
               "Attachments stay closed until it does.");
  } else {
    report.good("virus scanner " + scanner);
  }
  const std::string& judge = config.text("mail.rspamd");
  if (judge.empty()) {
    report.note("no mail.rspamd: senders are judged by Authentication-Results of mail.authserv_id only");
  } else if (const std::string at = judge.substr(judge.find("//") + 2); !accepts_connections(at)) {
    report.bad("rspamd " + at + " does not accept connections",
               "Mail is taken, its senders are marked \"not checked\" until it does.");
  } else {
    report.good("rspamd " + at + " accepts connections");
  }
  for (const char* key : {"tls.certificate", "tls.key"}) {
    const std::string& file = config.text(key);
    if (!file.empty() && ::access(file.c_str(), R_OK) != 0)
      report.bad(std::string(key) + " " + file + " cannot be read", "Check the path and its rights.");
  }
}

}  // namespace

int doctor(const Globals& globals) {
  const Config config = globals.load();
  Report report;
  report.good("settings");
  check_folder(config, report);
  check_database(config, report);
  check_doors(config, report);
  check_neighbours(config, report);
  return static_cast<int>(report.sound() ? ExitCode::done : ExitCode::failure);
}

}  // namespace aproape::app
