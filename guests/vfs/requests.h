/* The file requests of guests/abi.h, the same for every guest. */
#ifndef VITRINE_GUESTS_VFS_REQUESTS_H_
#define VITRINE_GUESTS_VFS_REQUESTS_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Handles a request of a VITRINE_RUN_FILE_ mode and returns a VITRINE_STATUS_ number; any other mode is
 * refused. What is read goes to VITRINE_STREAM_REPLY. */
int32_t vfs_answer_request(const char* request, uint32_t bytes, uint32_t mode);

#ifdef __cplusplus
}
#endif

#endif /* VITRINE_GUESTS_VFS_REQUESTS_H_ */
