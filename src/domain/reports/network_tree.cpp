#include "domain/reports/network_tree.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "domain/reports/report_day.hpp"

namespace aproape::reports {
namespace {

constexpr int kLastDays = static_cast<int>(std::tuple_size_v<decltype(Node::last_contacts)>);

void add(Node& to, const Node& from) {
  to.tally += from.tally;
  to.contacts_before += from.contacts_before;
  for (std::size_t i = 0; i < to.last_contacts.size(); ++i) to.last_contacts[i] += from.last_contacts[i];
}

// The figures of a line.
const std::vector<Definition>& shown() {
  static const std::vector<Definition> figures = {definition("contacts"),  definition("first_answer"),
                                                  definition("deadlines"), definition("resolution"),
                                                  definition("backlog"),   definition("overdue")};
  return figures;
}

void fill(db::Tx& tx, const Service& service, Node& node, const Question& question) {
  const Definition& contacts = definition("contacts");
  node.tally = service.tally(tx, question, shown());
  Question before = question;
  before.from = plus_days(question.from, -days_between(question.from, question.to) - 1);
  before.to = plus_days(question.from, -1);
  for (const Service::Point& point : service.series(tx, before, contacts))
    node.contacts_before += point.count.n;
  Question last = question;
  last.from = plus_days(question.to, 1 - kLastDays);
  for (const Service::Point& point : service.series(tx, last, contacts))
    node.last_contacts[static_cast<std::size_t>(days_between(last.from, point.day))] += point.count.n;
}

bool is_empty(const Node& node) {
  return node.contacts_before == 0 && std::all_of(node.tally.counts.begin(), node.tally.counts.end(),
                                                  [](const auto& entry) { return entry.second.n == 0; });
}

// The lines above a unit, the highest first.
std::vector<Node> above(const network::Unit& unit, const network::Directory& directory) {
  std::vector<Node> nodes;
  std::string parent = "network";
  if (const network::Unit* region = directory.unit(unit.parent);
      region != nullptr && region->kind == "region") {
    Node node;
    node.level = Node::Level::region;
    node.key = "region:" + region->id.str();
    node.parent = parent;
    node.unit = region->id;
    parent = node.key;
    nodes.push_back(std::move(node));
  }
  if (unit.kind == "mission" && !unit.country.empty()) {
    Node node;
    node.level = Node::Level::country;
    node.key = "country:" + unit.country;
    node.parent = parent;
    node.country = unit.country;
    nodes.push_back(std::move(node));
  }
  return nodes;
}

// Gives the lines in the order of the tree.
void collect(const std::multimap<std::string, Node>& children, const Node& node, std::vector<Node>& into) {
  into.push_back(node);
  const auto [first, last] = children.equal_range(node.key);
  for (auto at = first; at != last; ++at) collect(children, at->second, into);
}

}  // namespace

std::vector<Node> network_tree(db::Tx& tx, const Service& service, const access::Scope& scope,
                               const network::Directory& directory, Day from, Day to,
                               std::string_view channel) {
  const std::vector<UnitId> all = Service::units(scope, directory, {}, {});
  Node top;
  top.level = Node::Level::network;
  top.key = "network";
  fill(tx, service, top, {all, from, to, std::string(channel)});
  std::map<std::string, Node> sums;
  std::vector<Node> units;
  for (const network::Unit& unit : directory.units()) {
    if (!scope.may("report.read", unit.id)) continue;
    Node node;
    node.key = unit.id.str();
    node.unit = unit.id;
    node.country = unit.country;
    fill(tx, service, node, {{unit.id}, from, to, std::string(channel)});
    if (is_empty(node)) continue;
    node.parent = top.key;
    for (Node& one : above(unit, directory)) {
      node.parent = one.key;
      add(sums.try_emplace(one.key, one).first->second, node);
    }
    units.push_back(std::move(node));
  }
  std::multimap<std::string, Node> children;
  for (auto& [key, node] : sums) children.emplace(node.parent, std::move(node));
  for (Node& node : units) children.emplace(node.parent, std::move(node));
  std::vector<Node> tree;
  collect(children, top, tree);
  return tree;
}

}  // namespace aproape::reports
