#include "portal/html.hpp"

#include "formats/html/sanitize.hpp"

namespace aproape::portal {

Html& Html::operator<<(std::string_view value) {
  text_ += html::escape(value);
  return *this;
}

}  // namespace aproape::portal
