#include "api/new_case.hpp"

#include "base/error.hpp"

namespace aproape::api {

PersonId requester_of(db::Tx& tx, const DeskServices& desk, const json::Value& requester,
                      std::string_view language) {
  const std::string email = requester.get_string("email"), phone = requester.get_string("phone");
  people::NewPerson person{requester.get_string("name"), std::string(language),
                           email.empty() ? "phone" : "email", email.empty() ? phone : email, "claimed"};
  if (person.value.empty()) person.kind.clear();
  const auto system = access::Scope::system("case.requester");
  const PersonId found = desk.people.find_or_make(tx, system, person);
  if (!email.empty() && !phone.empty() && !desk.people.find_identity(tx, system, "phone", phone))
    desk.people.add_identity(tx, system, found, "phone", phone, "claimed");
  return found;
}

void check_category(db::Tx& tx, const DeskServices& desk, const std::string& category,
                    const std::string& subcategory) {
  if (category.empty() && subcategory.empty()) return;
  const std::string day = to_rfc3339(desk.database.clock().now()).substr(0, 10);
  if (!desk.catalogue.fits(tx, category, subcategory, day))
    throw Error("field.invalid", {{"category", "category.unknown"}});
}

}  // namespace aproape::api
