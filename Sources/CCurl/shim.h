// libcurl's variadics, through addresses that the caller looked up: libcurl is opened on the first fetch,
// since linking it would cost every start 5 ms. No logic.
#ifndef MARTLET_CCURL_H
#define MARTLET_CCURL_H
#include <curl/curl.h>

typedef size_t (*mc_data_callback)(char *, size_t, size_t, void *);

static inline CURLcode mc_set_long(void *f, CURL *h, CURLoption o, long v)
{ return ((CURLcode (*)(CURL *, CURLoption, ...))f)(h, o, v); }
static inline CURLcode mc_set_string(void *f, CURL *h, CURLoption o, const char *v)
{ return ((CURLcode (*)(CURL *, CURLoption, ...))f)(h, o, v); }
static inline CURLcode mc_set_pointer(void *f, CURL *h, CURLoption o, void *v)
{ return ((CURLcode (*)(CURL *, CURLoption, ...))f)(h, o, v); }
static inline CURLcode mc_set_callback(void *f, CURL *h, CURLoption o, mc_data_callback v)
{ return ((CURLcode (*)(CURL *, CURLoption, ...))f)(h, o, v); }
static inline CURLcode mc_set_opensocket(void *f, CURL *h, CURLoption o, curl_opensocket_callback v)
{ return ((CURLcode (*)(CURL *, CURLoption, ...))f)(h, o, v); }
static inline CURLcode mc_get_long(void *f, CURL *h, CURLINFO i, long *out)
{ return ((CURLcode (*)(CURL *, CURLINFO, ...))f)(h, i, out); }
static inline CURLMcode mc_multi_set_long(void *f, CURLM *m, CURLMoption o, long v)
{ return ((CURLMcode (*)(CURLM *, CURLMoption, ...))f)(m, o, v); }
// CURLMsg holds a union, which Swift cannot read by name.
static inline CURL *mc_message_handle(CURLMsg *m) { return m->msg == CURLMSG_DONE ? m->easy_handle : 0; }
static inline CURLcode mc_message_result(CURLMsg *m) { return m->data.result; }
#endif
