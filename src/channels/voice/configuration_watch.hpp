#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string_view>

#include "db/database.hpp"
#include "domain/network/service.hpp"
#include "domain/telephony/service.hpp"

namespace aproape::voice_channel {

// Notices when the configuration of voice is another one: a change of lines or the roster, of the network
// (hours, closures), or a moment at which a plan, an announcement or a shift begins or ends. For one thread.
class ConfigurationWatch {
 public:
  ConfigurationWatch(db::Database& database, network::Service& network, telephony::Service& telephony);

  // The present configuration where it is not the last one that was given out. Cheap where nothing happened.
  [[nodiscard]] std::optional<protocol::VoiceSnapshot> fresh();
  // The next fresh() gives the configuration in any case.
  void forget();
  // Empty where there is no such line.
  [[nodiscard]] UnitId unit_of_line(std::string_view line);

 private:
  db::Database& database_;
  network::Service& network_;
  telephony::Service& telephony_;
  std::shared_ptr<std::atomic<bool>> committed_;  // something was, since the last look
  db::Database::Subscription subscription_;
  std::int64_t given_ = -1;     // version
  std::int64_t revision_ = -1;  // of the data that it was made of
  std::weak_ptr<const network::Directory> directory_;
  Millis good_until_ = 0;
};

}  // namespace aproape::voice_channel
