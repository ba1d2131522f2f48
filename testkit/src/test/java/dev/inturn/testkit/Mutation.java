package dev.inturn.testkit;

/**
 * Something that an engine can do wrong. Its name begins with the rule that it breaks.
 *
 * <p>Each stands at one place of the {@link ReferenceEngine}, and is to be rejected by one property of the kit, that of
 * the name given.
 */
enum Mutation {
    O1_EMITS_WHAT_IS_DONE_FIRST("O1_results_come_in_the_order_of_the_items_each_once"),
    O1_EMITS_TWICE("O1_results_come_in_the_order_of_the_items_each_once"),
    O1_EMITS_WHAT_IS_DONE_FIRST_LATE_IN_A_RUN("O1_a_long_run_is_like_the_plain_loop"),
    O1_DROPS_A_RESULT("O1_what_was_accepted_is_delivered_in_order_in_tiny_runs"),
    O2_TWO_DELIVER_AT_ONCE("O2_calls_of_the_sink_do_not_overlap"),
    O3_A_REFUSED_SUBMIT_USES_A_NUMBER("O3_numbers_count_the_accepted_items"),
    O3_NUMBERS_ARE_SWAPPED("O3_many_submitters_get_the_numbers_of_their_results"),
    P1_DELIVERY_WAITS_FOR_THE_NEXT_ITEM("P1_a_result_is_delivered_as_soon_as_it_and_all_before_it_are_done"),
    P1_TAKES_AN_ITEM_BEFORE_IT_DELIVERS("P1_a_result_is_delivered_as_soon_as_it_and_all_before_it_are_done"),
    P1_PROMISES_MORE_IN_VAIN("P1_a_result_is_delivered_as_soon_as_it_and_all_before_it_are_done"),
    P1_ANOTHER_THREAD_KEEPS_ITS_PROMISE("P1_a_result_is_delivered_as_soon_as_it_and_all_before_it_are_done"),
    P1_NO_SECOND_LOOK_AFTER_EMIT("P1_a_result_is_delivered_as_soon_as_it_and_all_before_it_are_done"),
    P1_NO_SECOND_LOOK_WHEN_DELIVERY_ENDS("P1_everything_is_delivered_with_nothing_done_to_bring_it_about_in_tiny_runs"),
    P1_DELIVERS_WHEN_A_RUN_OF_SHORT_ITEMS_IS_OVER(
            "P1_no_result_waits_for_its_neighbours_after_thousands_of_short_items"),
    P1_WHO_STOPS_WORKING_LEAVES_ITS_RESULT("P1_everything_is_delivered_where_callers_work_in_tiny_runs"),
    P2_A_SLOW_HEAD_STOPS_OTHERS("P2_no_worker_is_missing_while_an_item_is_unstarted"),
    P2_ONE_PUMP_ONLY("P2_no_worker_is_missing_while_an_item_is_unstarted"),
    P2_NO_SECOND_LOOK_WHEN_A_PUMP_ENDS("P2_every_item_is_started_with_nothing_done_to_bring_it_about_in_tiny_runs"),
    P2_A_RUN_OF_SHORT_ITEMS_BELONGS_TO_ONE_PUMP("P2_no_item_waits_for_a_busy_thread_after_thousands_of_short_items"),
    P2_KEEPS_TWO_PLACES_FOR_CALLERS("P2_items_wait_for_no_busy_thread_while_the_caller_that_works_is_away"),
    P3_ONE_PUMP_TOO_MANY("P3_no_more_than_parallelism_work"),
    P3_THE_SUBMITTER_WORKS("P3_no_more_than_parallelism_work"),
    P3_A_CALLER_THAT_WORKS_IS_NOT_COUNTED("P3_a_caller_that_works_is_one_of_the_parallelism"),
    P4_NEWEST_FIRST("P4_items_are_started_in_their_order"),
    P5_A_PUMP_WAITS_FOR_WORK("P5_no_pump_exists_while_a_run_is_idle"),
    P5_A_THREAD_OF_ITS_OWN_LOOKS_FOR_WORK("P5_an_idle_run_has_no_thread_but_those_of_its_executor"),
    P5_A_PUMP_WAITS_FOR_THE_HEAD("P5_pumps_end_that_could_only_wait_for_a_slow_head"),
    B1_A_PLACE_IS_FREE_WHEN_ITS_ITEM_IS_DONE("B1_a_place_is_free_when_its_item_is_delivered_not_when_it_is_done"),
    B1_A_PLACE_IS_FREE_BEFORE_THE_SINK_RETURNS("B1_no_more_than_capacity_are_accepted_and_undelivered"),
    B1_ONE_PLACE_TOO_MANY("B1_holds_at_full_speed"),
    B2_TRY_SUBMIT_WAITS("B2_trySubmit_does_not_wait_and_is_refused_only_when_the_window_is_full"),
    B2_TRY_SUBMIT_WAITS_FOR_THE_SINK("B2_trySubmit_does_not_wait_and_is_refused_only_when_the_window_is_full"),
    B2_REFUSES_TOO_EARLY("B2_trySubmit_does_not_wait_and_is_refused_only_when_the_window_is_full"),
    B2_NOBODY_IS_WOKEN("B2_a_submitter_waits_until_a_place_is_free_and_no_longer_when_nothing_is_unstarted"),
    B2_WOKEN_WHEN_ALL_IS_DELIVERED("B2_a_submitter_gets_in_when_the_last_unstarted_item_is_started"),
    B2_NOT_WOKEN_WHEN_THE_LAST_ITEM_IS_STARTED("B2_a_submitter_gets_in_when_the_last_unstarted_item_is_started"),
    B2_WAKES_ONE_FOR_MANY_PLACES("B2_all_who_wait_get_in_as_far_as_there_is_room"),
    B2_AN_INTERRUPTED_SUBMIT_LEAVES_A_HOLE("B2_a_submit_that_is_interrupted_or_timed_out_leaves_no_trace"),
    B2_AN_INTERRUPTED_ITEM_IS_ACCEPTED("B2_interrupts_and_time_outs_leave_no_trace_in_tiny_runs"),
    B2_WAITS_UNINTERRUPTIBLY("B2_a_submit_that_is_interrupted_or_timed_out_leaves_no_trace"),
    B2_IGNORES_THE_TIME_OUT("B2_a_submit_that_is_interrupted_or_timed_out_leaves_no_trace"),
    B2_GIVES_UP_TOO_EARLY("B2_a_timed_submit_waits_as_long_as_it_may"),
    B2_LOOKS_AGAIN_AND_AGAIN("B2_who_waits_is_woken_and_does_not_look_for_itself"),
    B2_KEEPS_A_REFUSED_ITEM("B2_what_was_refused_can_be_collected_while_the_run_goes_on"),
    B2_KEEPS_AN_INTERRUPTED_ITEM("B2_what_was_refused_can_be_collected_while_the_run_goes_on"),
    B2_EXECUTES_WITH_ITS_LOCK_HELD("B2_trySubmit_and_cancel_do_not_wait_for_a_task_in_another_calling_thread"),
    B2_AN_INTERRUPT_MATTERS_ALWAYS("B2_an_interrupt_does_not_matter_where_there_is_room"),
    F1_WHAT_PRECEDES_A_FAILURE_WAITS_FOR_THE_NEXT_ITEM("F1_the_first_failed_item_in_order_decides"),
    F1_EMITS_WHAT_IS_DONE_FIRST("F1_holds_at_full_speed"),
    L1_EMPTY_WHILE_THE_LAST_CALL_RUNS("L1_close_takes_no_more_delivers_everything_and_waits_for_the_last_call"),
    L1_SEAL_LETS_NEW_ITEMS_IN("L1_close_takes_no_more_delivers_everything_and_waits_for_the_last_call"),
    L1_SEAL_LETS_WAITERS_IN("L1_who_waits_for_room_is_refused_by_close"),
    L1_SEAL_DOES_NOT_RELEASE("L1_who_waits_for_room_is_refused_by_close"),
    L1_SEAL_IS_NOT_ATOMIC("L1_what_is_accepted_while_close_is_called_is_delivered_in_tiny_runs"),
    L1_NOBODY_IS_TOLD_OF_THE_END("L1_who_waits_for_the_end_is_told"),
    L1_WHO_STOPS_WORKING_LEAVES_ITS_RESULT("L1_close_delivers_everything_where_callers_work_in_tiny_runs"),
    L1_LEAVES_A_THREAD_BEHIND("L1_close_leaves_no_thread_behind"),
    L2_ASKS_SEALED_BEFORE_STOPPED("L2_submit_tells_how_a_run_has_ended_though_it_was_closed_before"),
    L2_STOP_DOES_NOT_RELEASE_SUBMITTERS("L2_all_who_wait_are_released_by_cancel"),
    L2_STOP_DOES_NOT_RELEASE_CLOSERS("L2_all_who_wait_are_released_by_cancel"),
    L2_A_STOPPED_ENGINE_TAKES_ITEMS("L2_cancel_ends_a_run_wherever_it_is"),
    L3_IGNORES_THE_TIME_OUT("L3_a_timed_close_returns_in_time_with_what_has_become"),
    L3_IS_EMPTY_WHEN_THE_TIME_IS_OVER("L3_a_timed_close_returns_in_time_with_what_has_become"),
    L3_WAITS_UNINTERRUPTIBLY("L3_a_timed_close_that_is_interrupted_leaves_the_run_as_it_is"),
    L4_KEEPS_ITEMS("L4_what_was_delivered_can_be_collected_while_the_run_goes_on"),
    L4_KEEPS_THE_LAST_OUTCOME("L4_what_was_delivered_can_be_collected_while_the_run_goes_on"),
    L4_KEEPS_ITEMS_UNTIL_THEY_ARE_DELIVERED("L4_items_that_are_done_can_be_collected_while_they_wait_for_a_slow_head"),
    X1_IGNORES_A_REFUSAL("X1_a_pump_that_cannot_run_inside_another_is_not_missed_later"),
    X1_NEVER_TAKES_TURNS("X1_runs_that_share_an_executor_take_turns"),
    X1_NEVER_TAKES_TURNS_WHILE_IT_DELIVERS("X1_runs_that_share_an_executor_take_turns_while_they_deliver"),
    X1_A_NEW_TURN_DOES_NOT_BEGIN_BY_DELIVERING("X1_runs_that_share_an_executor_take_turns_while_they_deliver"),
    X1_ENDS_WHEN_ITS_TURN_CANNOT_BE_HANDED_ON("X1_work_goes_on_when_a_turn_in_the_calling_thread_cannot_be_handed_on"),
    X1_WAITS_WITHOUT_GIVING_ITS_PLACE_UP("X1_a_worker_of_a_ForkJoinPool_may_wait_for_a_run_on_it"),
    R1_SUBMIT_WAITS_FOR_THE_SINK("R1_function_and_sink_may_submit_while_there_is_room");

    private final String property;

    Mutation(String property) {
        this.property = property;
    }

    /** The id of the rule. */
    String rule() {
        return name().substring(0, name().indexOf('_'));
    }

    /** The name of the property that must fail. */
    String property() {
        return property;
    }
}
