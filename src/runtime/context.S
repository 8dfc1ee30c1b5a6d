// Stack switches for x86-64 (System V). See context.h.

#define HOST_STACK_POINTER 0
#define GUEST_STACK_POINTER 8
#define DOMAIN 16
#define DOMAIN_HOST 0
#define DOMAIN_GUEST 1

// Default floating-point modes: all exceptions masked, round to nearest, no flush to zero.
#define DEFAULT_MXCSR 0x1f80
#define DEFAULT_X87 0x037f

        .section .rodata
        .balign 4
default_mxcsr:
        .long   DEFAULT_MXCSR
default_x87:
        .word   DEFAULT_X87

        .text

// Saves what the host expects to find again on the host's stack and notes where.
.macro LEAVE_HOST
        pushq   %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        subq    $8, %rsp
        stmxcsr (%rsp)
        fnstcw  4(%rsp)
        movq    %rsp, HOST_STACK_POINTER(%rdi)
        ldmxcsr default_mxcsr(%rip)
        fldcw   default_x87(%rip)
        movl    $DOMAIN_GUEST, DOMAIN(%rdi)
.endm

// %rdi: context, %eax: what to return to the host.
.macro ENTER_HOST
        movl    $DOMAIN_HOST, DOMAIN(%rdi)
        movq    HOST_STACK_POINTER(%rdi), %rsp
        ldmxcsr (%rsp)
        fldcw   4(%rsp)
        addq    $8, %rsp
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %rbx
        popq    %rbp
        ret
.endm

        .globl  vitrine_context_start
        .hidden vitrine_context_start
        .type   vitrine_context_start, @function
vitrine_context_start:
        LEAVE_HOST
        movq    %rcx, %rsp
        movq    %rdi, %rbx
        movq    %rdx, %rdi
        xorl    %ebp, %ebp
        call    *%rsi
        movq    %rbx, %rdi
        xorl    %eax, %eax
        ENTER_HOST
        .size   vitrine_context_start, .-vitrine_context_start

        .globl  vitrine_context_resume
        .hidden vitrine_context_resume
        .type   vitrine_context_resume, @function
vitrine_context_resume:
        LEAVE_HOST
        movq    GUEST_STACK_POINTER(%rdi), %rsp
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %rbx
        popq    %rbp
        ret
        .size   vitrine_context_resume, .-vitrine_context_resume

        .globl  vitrine_context_yield
        .hidden vitrine_context_yield
        .type   vitrine_context_yield, @function
vitrine_context_yield:
        pushq   %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        movq    %rsp, GUEST_STACK_POINTER(%rdi)
        movl    $1, %eax
        ENTER_HOST
        .size   vitrine_context_yield, .-vitrine_context_yield

        .globl  vitrine_context_abandon
        .hidden vitrine_context_abandon
        .type   vitrine_context_abandon, @function
vitrine_context_abandon:
        cld
        movl    %esi, %eax
        ENTER_HOST
        .size   vitrine_context_abandon, .-vitrine_context_abandon

        .section .note.GNU-stack, "", @progbits
