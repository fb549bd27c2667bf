#pragma once

// The one place where Asio comes in; only files of src/net include this.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace aproape::net {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

template <class T>
using Task = asio::awaitable<T>;

// Completion token: the result as a tuple whose first member is the error code, no exceptions.
inline constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

}  // namespace aproape::net
