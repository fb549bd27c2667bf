#pragma once

#include "api/desk_services.hpp"
#include "domain/messages/translation.hpp"

namespace aproape::api {

// GET /translator, POST /translations: a first translation of a template, where a machine is configured.
void add_translation_routes(http::Router& router, const messages::Translator& translator);

}  // namespace aproape::api
