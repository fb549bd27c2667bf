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
  to.before += from.before;
  for (std::size_t i = 0; i < to.last_contacts.size(); ++i) to.last_contacts[i] += from.last_contacts[i];
}

void fill(db::Tx& tx, const Service& service, Node& node, const Question& question) {
  node.tally = service.tally(tx, question, line_figures());
  node.before = service.tally(tx, earlier(question), compared_figures());
  Question last = question;
  last.from = plus_days(question.to, 1 - kLastDays);
  for (const Service::Point& point : service.series(tx, last, definition("contacts")))
    node.last_contacts[static_cast<std::size_t>(days_between(last.from, point.day))] += point.count.n;
}

bool is_empty(const Node& node) {
  const auto nothing = [](const auto& entry) { return entry.second.n == 0; };
  return std::all_of(node.tally.counts.begin(), node.tally.counts.end(), nothing) &&
         std::all_of(node.before.counts.begin(), node.before.counts.end(), nothing);
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

const std::vector<Definition>& line_figures() {
  static const std::vector<Definition> figures = {definition("contacts"),  definition("first_answer"),
                                                  definition("deadlines"), definition("resolution"),
                                                  definition("backlog"),   definition("overdue")};
  return figures;
}

const std::vector<Definition>& compared_figures() {
  static const std::vector<Definition> figures = [] {
    std::vector<Definition> found;
    for (const Definition& one : line_figures())
      if (!one.stock) found.push_back(one);
    return found;
  }();
  return figures;
}

std::vector<Node> network_tree(db::Tx& tx, const Service& service, const access::Scope& scope,
                               const network::Directory& directory, Day from, Day to,
                               std::string_view channel) {
  const std::vector<UnitId> all = Service::units(scope, directory, {}, {});
  Node top;
  top.level = Node::Level::network;
  top.key = "network";
  fill(tx, service, top, {all, from, to, std::string(channel), {}});
  const std::vector<collaboration::Team> teams = service.teams(tx);
  std::map<std::string, Node> sums;
  std::vector<Node> units;
  for (const network::Unit& unit : directory.units()) {
    if (!scope.may("report.read", unit.id)) continue;
    Node node;
    node.key = unit.id.str();
    node.unit = unit.id;
    node.country = unit.country;
    fill(tx, service, node, {{unit.id}, from, to, std::string(channel), {}});
    if (is_empty(node)) continue;
    node.parent = top.key;
    for (Node& one : above(unit, directory)) {
      node.parent = one.key;
      add(sums.try_emplace(one.key, one).first->second, node);
    }
    for (const collaboration::Team& team : teams) {
      if (team.unit != unit.id) continue;
      Node of_team;
      of_team.level = Node::Level::team;
      of_team.key = "team:" + team.id.str();
      of_team.parent = node.key;
      of_team.unit = unit.id;
      of_team.team = team.id;
      of_team.name = team.name;
      fill(tx, service, of_team, {{unit.id}, from, to, std::string(channel), team.id});
      if (!is_empty(of_team)) units.push_back(std::move(of_team));
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
