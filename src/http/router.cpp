#include "http/router.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <stdexcept>
#include <utility>

namespace aproape::http {
namespace {

// The segments of a path: "/a/b" -> a, b; "/" -> one empty segment, so that "/a/" and "/a" are two paths.
std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

// "{id}": one segment; "{path...}": all that follow, slashes included.
bool is_param(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}
bool is_tail(std::string_view segment) {
  return is_param(segment) && segment.ends_with("...}");
}

}  // namespace

bool Principal::may(std::string_view permission) const {
  return std::binary_search(permissions.begin(), permissions.end(), permission,
                            std::less<std::string_view>());
}

struct Router::Node {
  struct Entry {
    Route route;
    RouteHandler handler;
    UpgradeHandler upgrade;
    std::vector<std::string> names;  // of the parameters, in order
  };

  std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
  std::unique_ptr<Node> any;   // {name}
  std::unique_ptr<Node> tail;  // {name...}
  std::deque<Entry> entries;   // stable addresses; plain routes
  std::deque<Entry> sockets;
  std::deque<Entry> files;

  // Finds the node for the path; literal segments win over parameters. Fills `values`.
  const Node* find(const std::vector<std::string_view>& path, std::size_t at, std::string_view whole,
                   std::vector<std::string>& values) const;
  template <class Visit>
  void each(Visit&& visit) const {
    for (const auto& entry : entries) visit(entry);
    for (const auto& entry : sockets) visit(entry);
    for (const auto& entry : files) visit(entry);
    for (const auto& [name, child] : literal) child->each(visit);
    if (any) any->each(visit);
    if (tail) tail->each(visit);
  }
  [[nodiscard]] bool used() const { return !entries.empty() || !sockets.empty() || !files.empty(); }

  Entry& add(const std::string& pattern, std::deque<Entry> Node::*list, Method method, Policy policy);
};

const Router::Node* Router::Node::find(const std::vector<std::string_view>& path, std::size_t at,
                                       std::string_view whole, std::vector<std::string>& values) const {
  if (at == path.size()) return used() ? this : nullptr;
  if (const auto found = literal.find(path[at]); found != literal.end()) {
    if (const auto* node = found->second->find(path, at + 1, whole, values)) return node;
  }
  if (any && !path[at].empty()) {
    values.emplace_back(path[at]);
    if (const auto* node = any->find(path, at + 1, whole, values)) return node;
    values.pop_back();
  }
  if (!tail) return nullptr;
  values.emplace_back(whole.substr(static_cast<std::size_t>(path[at].data() - whole.data())));
  return tail.get();
}

Router::Node::Entry& Router::Node::add(const std::string& pattern, std::deque<Entry> Node::*list,
                                       Method method, Policy policy) {
  Node* node = this;
  std::vector<std::string> names;
  for (const auto segment : segments(pattern)) {
    std::unique_ptr<Node>* next = nullptr;
    if (is_param(segment)) {
      const bool rest = is_tail(segment);
      names.emplace_back(segment.substr(1, segment.size() - (rest ? 5 : 2)));
      next = rest ? &node->tail : &node->any;
    } else {
      next = &node->literal[std::string(segment)];
    }
    if (!*next) *next = std::make_unique<Node>();
    node = next->get();
  }
  auto& entries_of = node->*list;
  for (const auto& entry : entries_of) {
    if (entry.route.method == method) throw std::logic_error("route added twice: " + pattern);
  }
  return entries_of.emplace_back(Entry{Route{method, pattern, std::move(policy)}, {}, {}, std::move(names)});
}

Router::Router() : root_(std::make_unique<Node>()) {}

Router::~Router() = default;

void Router::add(Method method, std::string pattern, Policy policy, RouteHandler handler) {
  root_->add(pattern, &Node::entries, method, std::move(policy)).handler = std::move(handler);
}

void Router::add_websocket(std::string pattern, Policy policy, UpgradeHandler handler) {
  root_->add(pattern, &Node::sockets, Method::get, std::move(policy)).upgrade = std::move(handler);
}

void Router::add_file(std::string pattern, RouteHandler handler) {
  root_->add(pattern, &Node::files, Method::get, Policy::open()).handler = std::move(handler);
}

std::vector<Route> Router::routes() const {
  std::vector<Route> all;
  root_->each([&](const Node::Entry& entry) { all.push_back(entry.route); });
  return all;
}

Router::Match Router::match(Method method, std::string_view path, bool websocket, bool files_origin) const {
  Match match;
  std::vector<std::string> values;
  const auto* node = root_->find(segments(path), 0, path, values);
  if (node == nullptr) return match;
  const auto& list = files_origin ? node->files : websocket ? node->sockets : node->entries;
  const Node::Entry* found = nullptr;
  for (const auto& entry : list) {
    match.allowed.push_back(entry.route.method);
    if (entry.route.method == Method::get) match.allowed.push_back(Method::head);
    if (entry.route.method == method) found = &entry;
    // A GET route answers HEAD as well (RFC 9110 9.3.2); net leaves the body out.
    if (found == nullptr && method == Method::head && entry.route.method == Method::get) found = &entry;
  }
  if (found == nullptr) return match;
  match.route = &found->route;
  match.handler = &found->handler;
  match.upgrade = &found->upgrade;
  for (std::size_t i = 0; i < found->names.size(); ++i) match.params.emplace(found->names[i], values[i]);
  return match;
}

}  // namespace aproape::http
