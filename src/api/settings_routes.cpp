#include "api/settings_routes.hpp"

namespace aproape::api {

void add_settings_routes(http::Router& router, const Config& config) {
  router.add(http::Method::get, "/api/v1/settings", http::Policy::needs("settings.read"),
             [&config](const http::Request&, http::Context&) {
               json::Object settings;
               for (const ConfigKey& key : Config::keys()) {
                 if (!key.secret) settings.set(key.name, config.text(key.name));
               }
               return http::Response::json(std::move(settings));
             });
}

}  // namespace aproape::api
