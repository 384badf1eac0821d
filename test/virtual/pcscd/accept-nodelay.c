/* Preloaded into pcscd: vpcd sends length and payload apart, and Nagle's delay makes 45 ms of every exchange. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

int accept(int fd, struct sockaddr *address, socklen_t *length) {
  static int (*next)(int, struct sockaddr *, socklen_t *);
  if (!next) next = (int (*)(int, struct sockaddr *, socklen_t *))dlsym(RTLD_NEXT, "accept");
  int one = 1, peer = next(fd, address, length);
  if (peer >= 0) setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return peer;
}
