#include "base/json.hpp"
#include "domain/contacts/model.hpp"

namespace aproape::contacts {

std::string write_list(const std::vector<std::string>& list) {
  json::Array array;
  for (const std::string& item : list) array.emplace_back(item);
  return json::write(array);
}

std::vector<std::string> read_list(std::string_view json) {
  std::vector<std::string> list;
  const json::Value value = json::parse(json);
  for (const json::Value& item : value.as_array()) list.push_back(item.as_string());
  return list;
}

std::string write_addresses(const std::vector<Address>& addresses) {
  json::Array array;
  for (const Address& address : addresses)
    array.emplace_back(json::Object{{"name", address.name}, {"address", address.address}});
  return json::write(array);
}

std::vector<Address> read_addresses(std::string_view json) {
  std::vector<Address> addresses;
  const json::Value value = json::parse(json);
  for (const json::Value& item : value.as_array())
    addresses.push_back({item.get_string("name"), item.get_string("address")});
  return addresses;
}

}  // namespace aproape::contacts
