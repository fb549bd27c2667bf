#pragma once

#include "api/desk_services.hpp"

namespace aproape::api {

// What the classifier said of a case and what people said instead; the same of any text; the models.
void add_classification_routes(http::Router& router, const DeskServices& desk);

}  // namespace aproape::api
